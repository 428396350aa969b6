import type { LayerSpec, ModelSpec } from '../../src-engine/spec/model-spec.ts';

const layerNames: Record<'lstm' | 'gru' | 'simple_rnn', string> = { lstm: 'LSTM', gru: 'GRU', simple_rnn: 'RNN' };

type Recurrent = Extract<LayerSpec, { units: number; returnSequences: boolean }>;

const isRecurrent = (layer: LayerSpec): layer is Recurrent => layer.type in layerNames;

/** The network in the field's own shorthand, the same in every language: `LSTM 2×256`, `LSTM 128 + GRU 64`. */
export function describeModel(model: ModelSpec): string {
  const parts: { name: string; units: number; count: number }[] = [];
  for (const layer of model.layers) {
    if (!isRecurrent(layer)) continue;
    const name = (layer.bidirectional === null ? '' : 'bi-') + layerNames[layer.type];
    const last = parts.at(-1);
    if (last?.name === name && last.units === layer.units) last.count += 1;
    else parts.push({ name, units: layer.units, count: 1 });
  }
  return parts.map(({ name, units, count }) => `${name} ${count > 1 ? `${count}×` : ''}${units}`).join(' + ');
}
