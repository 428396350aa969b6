import { isRecurrent } from '../../../src-engine/cells/index.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { factsOf } from '../cells/cell-variables.ts';

/** The network in the field's own shorthand, the same in every language: `LSTM 2×256`, `LSTM 128 + RNN 64`. */
export function describeModel(model: ModelSpec): string {
  const parts: { name: string; units: number; count: number }[] = [];
  for (const layer of model.layers) {
    if (!isRecurrent(layer)) continue;
    const name = (layer.bidirectional === null ? '' : 'bi-') + factsOf(layer.type).shortName;
    const last = parts.at(-1);
    if (last?.name === name && last.units === layer.units) last.count += 1;
    else parts.push({ name, units: layer.units, count: 1 });
  }
  return parts.map(({ name, units, count }) => `${name} ${count > 1 ? `${count}×` : ''}${units}`).join(' + ');
}
