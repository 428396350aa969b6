import type { GruSpec, LayerSpec, LstmSpec, SimpleRnnSpec } from '../spec/model-spec.ts';

/** Layers as they are set up when nothing else is said. */

export const USUAL_UNITS = 128;

const recurrent = {
  activation: 'tanh',
  returnSequences: true,
  bidirectional: null,
  recurrentDropout: 0,
  kernelInitializer: 'xavier_uniform',
  recurrentInitializer: 'orthogonal',
} as const;

export function lstm(units: number, changes: Partial<LstmSpec> = {}): LstmSpec {
  return { type: 'lstm', units, ...recurrent, recurrentActivation: 'sigmoid', forgetBias: 1, ...changes };
}

export function gru(units: number, changes: Partial<GruSpec> = {}): GruSpec {
  return { type: 'gru', units, ...recurrent, recurrentActivation: 'sigmoid', ...changes };
}

export function simpleRnn(units: number, changes: Partial<SimpleRnnSpec> = {}): SimpleRnnSpec {
  return { type: 'simple_rnn', units, ...recurrent, ...changes };
}

export function embedding(dim: number): LayerSpec {
  return { type: 'embedding', dim, trainable: true, initializer: 'uniform' };
}

export function dense(units: number): LayerSpec {
  return { type: 'dense', units, kernelInitializer: 'xavier_uniform' };
}

export function dropout(rate: number): LayerSpec {
  return { type: 'dropout', rate };
}

export function layerNorm(): LayerSpec {
  return { type: 'layer_norm', epsilon: 1e-5 };
}

export function attentionPooling(units: number): LayerSpec {
  return { type: 'attention_pooling', units, kernelInitializer: 'xavier_uniform' };
}
