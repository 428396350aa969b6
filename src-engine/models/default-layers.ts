import { cellFacts } from '../cells/index.ts';
import type { CellType, SpecOfCell } from '../cells/index.ts';
import type { Initializer, LayerSpec } from '../spec/model-spec.ts';

/** Layers as they are set up when nothing else is said. */

export const USUAL_UNITS = 128;

/** Returns a recurrent layer with the defaults of its cell's facts. */
export function recurrentLayer<Type extends CellType>(
  type: Type,
  units: number,
  changes: Partial<SpecOfCell<Type>> = {},
): SpecOfCell<Type> {
  const fields = Object.entries(cellFacts(type).fields).map(([name, field]) => [name, field.default]);
  return { type, units, ...Object.fromEntries(fields), ...changes } as SpecOfCell<Type>;
}

export const lstm = (units: number, changes: Partial<SpecOfCell<'lstm'>> = {}) =>
  recurrentLayer('lstm', units, changes);
export const simpleRnn = (units: number, changes: Partial<SpecOfCell<'simple_rnn'>> = {}) =>
  recurrentLayer('simple_rnn', units, changes);

export function embedding(dim: number): LayerSpec {
  return { type: 'embedding', dim, trainable: true, initializer: 'uniform' };
}

export function dense(units: number, changes: { tied?: boolean; kernelInitializer?: Initializer } = {}): LayerSpec {
  return { type: 'dense', units, kernelInitializer: 'xavier_uniform', ...changes };
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
