import { beforeAll, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { fitAutoregression } from '../../../src-engine/forecast/fit/base/autoregression.ts';
import { prepareSeries } from '../../../src-engine/forecast/fit/prepare-series.ts';
import { createForecastData } from '../../../src-engine/forecast/forecast-data.ts';
import { observeForecaster } from '../../../src-engine/forecast/observe-forecaster.ts';
import { requirePreparation } from '../../../src-engine/forecast/require-preparation.ts';
import { createRollOut } from '../../../src-engine/forecast/roll-out.ts';
import { readSeries } from '../../../src-engine/forecast/series-content.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { predicted, seriesContent } from './made-series.ts';

const ROWS = 60_000;
const template = modelTemplates(1).find(({ id }) => id === 'forecaster')!;
const small: ModelSpec = { ...template.model, layers: [lstm(3, { returnSequences: false }), dense(1)] };
const content = seriesContent({ columns: [predicted], time: null, pieces: [{ rows: dayByDay() }] });
const series = readSeries(content);

function dayByDay(): number[][] {
  return Array.from({ length: ROWS }, (_, n) => [50 + 9 * Math.sin((2 * Math.PI * n) / 24) + Math.sin(n * n * 1.7)]);
}

let yields = 0;
const counting = {
  signal: { aborted: false } as AbortSignal,
  async yieldToEventLoop() {
    yields++;
  },
};
let model: ModelSpec;
let train: TrainSpec;
let preparation: ForecastPreparation;

beforeAll(async () => {
  const prepared = await prepareSeries(
    { content, model: small, train: { ...template.train, batchSize: 64 } },
    counting,
  );
  ({ model, train } = prepared);
  preparation = requirePreparation(prepared.preparation, 'forecast');
});

test('fitting to a long series yields in the middle of it, and says what was read of it', () => {
  expect(yields).toBeGreaterThan(4);
  const said = (code: string) => preparation.reasons.find((reason) => reason.code === code)?.values;
  expect(said('base-latest-rows')).toEqual({ column: 'value', rows: 20_000, all: 54_000 });
  expect(said('epoch-sampled')).toEqual({ windows: 20_000, all: expect.closeTo(53_900, -3) });
});

test('an epoch of a long series reads a bounded number of windows, others in each, the same whoever goes on', async () => {
  const data = () => createForecastData(series, preparation, model.forecast!, train);
  const { training, validation } = data();
  expect(training.count).toBe(Math.ceil(20_000 / train.batchSize));
  expect(validation!.count * train.batchSize).toBeLessThan(5000);
  const read = Array.from({ length: 8 }, (_, n) => training.batch(0, n).samples!).flat() as number[];
  expect(new Set(read).size).toBe(8 * train.batchSize);
  expect(Math.max(...read) - Math.min(...read)).toBeGreaterThan(45_000);
  expect(training.batch(0, training.count - 1).samples).toContain(undefined);
  expect(training.batch(1, 0)).not.toEqual(training.batch(0, 0));
  expect(data().training.batch(1, 3)).toEqual(training.batch(1, 3));
});

test('a step, a validation and the calibration of a long series come back to the event loop, and look no further back than they need', async () => {
  const data = createForecastData(series, preparation, model.forecast!, train);
  const trainer = createTrainer({
    ...{ backend: createReferenceBackend(), model, train, resumeFrom: null, clock: () => 0 },
    data: { ...data, training: { ...data.training, count: 2 } },
  });
  const observer = observeForecaster({ runId: 'run', series, preparation, train });
  await trainer.step();
  await trainer.step();
  const before = yields;
  await trainer.endEpoch(counting);
  const calibrated = await observer.trainingEnded(trainer, counting);
  expect(calibrated).toMatchObject({ type: 'calibrated' });
  expect(yields - before).toBeGreaterThan(4);

  const origin = { piece: 0, row: ROWS, horizon: 3 };
  const { rows, next } = createRollOut(series.pieces[0]!, origin, preparation, model.forecast!.head);
  expect(next).toBeLessThan(1000);
  expect(rows.time.length).toBe(next + preparation.horizon);
  expect(rows.time[next]).toBe(ROWS);
});

test('an autoregression of many rows is the one whose products are summed row by row', () => {
  const values = Float64Array.from({ length: 8000 }, (_, n) => Math.sin(n / 9) + Math.sin(n * n * 1.7) + n / 4000);
  const sizes = { window: 40, horizon: 5 };
  // The same rows in two parts, of which the second begins with the lags of its first row.
  const parts = [values.subarray(0, 4500), values.subarray(4500 - sizes.window)];
  for (const differences of [[], [12]]) {
    const kind = { differences, season: 12 };
    const whole = fitAutoregression([values], kind, sizes)!;
    const summed = fitAutoregression(parts, kind, sizes)!;
    whole.weights.forEach((weight, n) => expect(weight).toBeCloseTo(summed.weights[n]!, 8));
    whole.bias.forEach((bias, n) => expect(bias).toBeCloseTo(summed.bias[n]!, 8));
  }
});
