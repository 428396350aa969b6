import type { LayerSpec, ModelSpec, RecurrentLayerSpec } from '../spec/model-spec.ts';
import { gru, lstm, simpleRnn } from './default-layers.ts';
import { isRecurrent } from './model-problem.ts';

/** The kinds of recurrent cells. */
export type CellType = RecurrentLayerSpec['type'];

/** The same stack with other cells: sizes, directions and all else that the cells share stay as they are. */
export function replaceCells(model: ModelSpec, type: CellType): ModelSpec {
  return { ...model, layers: model.layers.map((layer) => (isRecurrent(layer) ? withCell(layer, type) : layer)) };
}

function withCell(layer: RecurrentLayerSpec, type: CellType): LayerSpec {
  if (layer.type === type) return layer;
  const shared = {
    activation: layer.activation,
    returnSequences: layer.returnSequences,
    bidirectional: layer.bidirectional,
    recurrentDropout: layer.recurrentDropout,
    kernelInitializer: layer.kernelInitializer,
    recurrentInitializer: layer.recurrentInitializer,
  };
  if (type === 'simple_rnn') return simpleRnn(layer.units, shared);
  const gated = layer.type === 'simple_rnn' ? shared : { ...shared, recurrentActivation: layer.recurrentActivation };
  return type === 'lstm' ? lstm(layer.units, gated) : gru(layer.units, gated);
}
