import { expect, test } from 'vitest';
import { forecastSeries } from '../../../src-engine/forecast/forecast-series.ts';
import { prepareSeries } from '../../../src-engine/forecast/fit/prepare-series.ts';
import { requirePreparation } from '../../../src-engine/forecast/require-preparation.ts';
import { readSeries } from '../../../src-engine/forecast/series-content.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import type { ForecastHead } from '../../../src-engine/spec/forecast-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { predicted, seasonal, seriesContent } from './made-series.ts';

const forecaster = modelTemplates(1).find(({ id }) => id === 'forecaster')!;
const unhurried = { signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() };
const heads: ForecastHead[] = [
  { type: 'quantiles', levels: [0.05, 0.5, 0.95] },
  { type: 'gaussian' },
  { type: 'value' },
];

test.each(heads)('a head of $type learns, and tells finite quantiles in their order', async (head) => {
  const content = seriesContent({ columns: [predicted], pieces: [{ rows: seasonal(120).map((value) => [value]) }] });
  const wanted: ModelSpec = {
    task: 'regression',
    input: { kind: 'features', size: 1 },
    layers: [lstm(6, { returnSequences: false }), dense(1)],
    forecast: { window: 12, horizon: 4, targets: 1, head },
  };
  const { model, train, preparation } = await prepareSeries(
    { content, model: wanted, train: { ...forecaster.train, epochs: 8, batchSize: 16, earlyStopping: null } },
    unhurried,
  );
  const outputs = { quantiles: 3, gaussian: 2, value: 1 }[head.type];
  expect(model.layers.at(-1)).toMatchObject({ units: 4 * outputs });
  const data = tasks.regression.createData(content, null, train, { forecast: model.forecast, preparation });
  const backend = createReferenceBackend();
  const trainer = createTrainer({ backend, model, train, data, resumeFrom: null, clock: () => 0 });
  const losses: number[] = [];
  while (trainer.end === null) {
    if (trainer.isEpochComplete) losses.push((await trainer.endEpoch(unhurried))?.trainLoss ?? NaN);
    else await trainer.step();
  }
  expect(losses.at(-1)).toBeLessThan(losses[0]);
  const { pieces } = readSeries(content);
  const [told] =
    (await forecastSeries(
      {
        ...{ model: trainer.model, preparation: requirePreparation(preparation, 'forecast'), pieces },
        origins: [{ piece: 0, row: 120, horizon: 10 }],
      },
      unhurried,
    )) ?? [];
  const size = head.type === 'value' ? 1 : 3;
  expect(told.levels).toHaveLength(size);
  expect(told.quantiles).toHaveLength(10 * size);
  told.quantiles.forEach((value, n) => {
    expect(Number.isFinite(value)).toBe(true);
    if (n % size > 0) expect(value).toBeGreaterThanOrEqual(told.quantiles[n - 1]);
  });
});
