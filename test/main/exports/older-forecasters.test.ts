import { expect, it } from 'vitest';
import { olderPreparation } from '../../../src-engine/forecast/fit/older-preparation.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { createNumericSeriesData } from '../../../src-engine/training/numeric-series-data.ts';
import { restoreUnits, standardise } from '../../../src-engine/training/standardisation.ts';
import { readNumericSeries } from '../../../src-engine/text/numeric-series.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { drawParameters } from './matrix-models.ts';

const window = 5;
const train = { ...defaultTraining('regression'), sequenceLength: window };
const table = ['temp;wind;rain', ...Array.from({ length: 60 }, (_, n) => `${20 + n / 7};${900 - n};${n % 3}`)].join(
  '\n',
);
const content = {
  kind: 'numeric' as const,
  table: new TextEncoder().encode(table),
  delimiter: ';' as const,
  features: ['wind', 'temp'],
  targets: ['temp', 'rain'],
};

it('a network of an older studio takes and gives the numbers of its table, scaled as it was trained', async () => {
  const older = olderPreparation({ ...content, horizon: 1 }, train);
  if (older === null) throw new Error('There is no preparation.');
  const model = {
    task: 'regression' as const,
    input: { kind: 'features' as const, size: 2 },
    layers: [lstm(4, { returnSequences: false }), dense(2)],
  };
  const plain: TrainedModel = {
    ...{ name: 'older', model, tokenizer: null, classes: null, step: 1 },
    parameters: drawParameters(model, 3),
  };
  const series = readNumericSeries(table, content);
  const { features, targets } = createNumericSeriesData(series, { ...train, horizon: 1 });
  const shape = { batch: 1, steps: window, ids: null, lengths: null };
  const scaled = standardise(series.features.values.subarray(-2 * window), features);
  const [told] = await referenceOutputs(plain, [{ ...shape, features: scaled }]);

  const { columns } = older.preparation;
  expect(columns.map(({ name, role }) => [name, role])).toEqual([
    ['temp', 'predict'],
    ['rain', 'predict'],
    ['wind', 'read'],
  ]);
  const all = readNumericSeries(table, { ...content, features: columns.map(({ name }) => name) });
  const values = { shape: [1, window, 3], values: all.features.values.slice(-3 * window) };
  const prepared = { ...plain, model: { ...model, forecast: older.forecast }, preparation: older.preparation };
  const [raw] = await referenceOutputs(prepared, [{ ...shape, features: null, numbers: { values } }]);
  restoreUnits(told, targets).forEach((value, n) => expect(raw[n] / value).toBeCloseTo(1, 6));
});

it('a network that predicts another row than the next has none', () => {
  expect(olderPreparation({ ...content, horizon: 3 }, train)).toBeNull();
});
