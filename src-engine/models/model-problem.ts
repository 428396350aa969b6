import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { CellType } from '../cells/index.ts';
import type { LayerSpec, PoolingLayerSpec } from '../spec/model-spec.ts';
import type { ModelFix } from './model-fix.ts';

/** Something that keeps a spec from being assembled. */
export interface ModelProblem {
  /** Index of the layer to look at; null means the whole model. */
  layer: number | null;
  code: ModelProblemCode;
  /** An English sentence. Layers are counted from 1. */
  message: string;
  /** The numbers and names in the sentence, for its translations. */
  values: Record<string, string | number>;
  /** One change that solves this problem, though others may stay or come to light. */
  fix: ModelFix;
}

type ModelProblemCode =
  | 'size-out-of-range'
  | 'dropout-out-of-range'
  | 'units-not-divisible'
  | 'no-layers'
  | 'no-input-layer'
  | 'input-layer-not-first'
  | 'input-layer-without-tokens'
  | 'one-hot-not-followed-by-kernel'
  | 'recurrent-after-last-state'
  | 'recurrent-after-pooling'
  | 'pooling-without-sequence'
  | 'language-model-pools'
  | 'softmax-not-last'
  | 'no-output-layer'
  | 'dropout-after-output'
  | 'squashed-output'
  | 'language-model-without-tokens'
  | 'language-model-sees-the-future'
  | 'language-model-drops-sequence'
  | 'output-is-not-vocabulary'
  | 'tagging-without-tokens'
  | 'tagging-drops-sequence'
  | 'tagging-pools'
  | 'tied-not-output'
  | 'tied-without-embedding'
  | 'tied-to-other-width'
  | 'too-few-classes'
  | 'sequence-not-reduced'
  | 'no-recurrent-layer';

/** A problem as the details of an `invalid-model` error: layers by their place, from 1, and type. */
export function problemDetails({ layers }: { layers: readonly LayerSpec[] }, { code, layer, values }: ModelProblem) {
  const { before } = values;
  return {
    ...values,
    reason: 'problem' as const,
    problem: code,
    ...(layer !== null && layer < layers.length && { layer: layer + 1, layerType: layers[layer].type }),
    ...(typeof before === 'number' && { beforeType: layers[before - 1].type }),
  };
}

const typeNames: Record<Exclude<LayerSpec['type'], CellType>, string> = {
  one_hot: 'one-hot',
  embedding: 'embedding',
  dropout: 'dropout',
  layer_norm: 'layer normalisation',
  mean_pooling: 'mean pooling',
  max_pooling: 'max pooling',
  attention_pooling: 'attention pooling',
  dense: 'dense',
  activation: 'activation',
};

/** `Layer 2 (LSTM)`. */
export function layerTitle(layers: readonly LayerSpec[], index: number): string {
  return `Layer ${index + 1} (${typeName(layers[index])})`;
}

function typeName(layer: LayerSpec): string {
  return isRecurrent(layer) ? cellFacts(layer.type).displayName : typeNames[layer.type];
}

/** Tells whether the layer sums a sequence up into one vector by pooling. */
export function isPooling(layer: LayerSpec): layer is PoolingLayerSpec {
  return layer.type === 'mean_pooling' || layer.type === 'max_pooling' || layer.type === 'attention_pooling';
}

/** The layer that makes the scores or values that the model puts out: the last one that is no activation or dropout. */
export function outputLayerIndex(layers: readonly LayerSpec[]): number {
  return layers.findLastIndex(({ type }) => type !== 'activation' && type !== 'dropout');
}
