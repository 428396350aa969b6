import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { readNumericSeries } from '../../../src-engine/text/numeric-series.ts';
import type { BatchSource } from '../../../src-engine/training/batch-source.ts';
import { createNumericSeriesData } from '../../../src-engine/training/numeric-series-data.ts';
import { restoreUnits } from '../../../src-engine/training/standardisation.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { advance, trainSpec } from './small-run.ts';

const csv = (rows: readonly (readonly number[])[]) => ['a,b', ...rows.map((row) => row.join(','))].join('\n');
const cut = { batchSize: 4, sequenceLength: 5, validationFraction: 0.25, seed: 9, horizon: 2, batching: 2 } as const;

/** Column a holds 3n + 100, column b 7 − n. */
const ramp = readNumericSeries(csv(Array.from({ length: 40 }, (_, n) => [3 * n + 100, 7 - n])), {
  delimiter: ',',
  features: ['a', 'b'],
  targets: ['b'],
});

/** The windows of an epoch in the series' own units, rounded to undo float32. */
function windowsOf(source: BatchSource, { features, targets }: ReturnType<typeof createNumericSeriesData>) {
  return Array.from({ length: source.count }, (_, n) => source.batch(0, n)).flatMap((batch) => {
    if (!('features' in batch.input)) throw new Error('no features');
    const inputs = [...restoreUnits(batch.input.features, features)].map(Math.round);
    const outputs = [...restoreUnits(batch.targets, targets)].map(Math.round);
    return outputs.flatMap((target, b) => {
      if (Number.isNaN(target)) return [];
      const rows = Array.from({ length: batch.steps }, (_, t) => inputs.slice(2 * (t * batch.batch + b)).slice(0, 2));
      return [{ rows, target }];
    });
  });
}

describe('windows', () => {
  const series = createNumericSeriesData(ramp, cut);
  const expected = (first: number) => ({
    rows: Array.from({ length: 5 }, (_, t) => [3 * (first + t) + 100, 7 - (first + t)]),
    target: 7 - (first + 6),
  });

  test('predict the value some rows ahead: those of the first rows train, the later ones validate, each once', () => {
    const training = windowsOf(series.data.training, series).sort((a, b) => b.target - a.target);
    expect(training).toEqual(Array.from({ length: 24 }, (_, first) => expected(first))); // targets in rows 6 to 29
    expect(windowsOf(series.data.validation!, series)).toEqual(Array.from({ length: 10 }, (_, n) => expected(24 + n)));
  });

  test('come in another order in every epoch', () => {
    const { training } = series.data;
    expect(training.batch(0, 0)).toEqual(training.batch(0, 0));
    expect(training.batch(0, 0)).not.toEqual(training.batch(1, 0));
  });

  test('have mean 0 and deviation 1 over the training part, which knows nothing of the rest', () => {
    // Of 0, …, 29: mean 14.5, variance (30² − 1) / 12.
    expect(series.features.means[0]).toBeCloseTo(3 * 14.5 + 100, 10);
    expect(series.targets.means[0]).toBeCloseTo(7 - 14.5, 10);
    expect(series.features.deviations[0]).toBeCloseTo(3 * Math.sqrt(899 / 12), 10);
    expect(series.targets.deviations[0]).toBeCloseTo(Math.sqrt(899 / 12), 10);
  });

  test('of a column that never changes are 0, not infinite', () => {
    const constant = readNumericSeries(csv(Array.from({ length: 20 }, () => [5.1, 5.1])), {
      delimiter: ',',
      features: ['a'],
      targets: ['b'],
    });
    const { data, targets } = createNumericSeriesData(constant, cut);
    const batch = data.training.batch(0, 0);
    expect(batch.input).toEqual({ features: new Float32Array(20) });
    expect([...restoreUnits(batch.targets, targets)]).toEqual([5.1, 5.1, 5.1, 5.1]);
  });

  describe('of a column that varies by rounding errors alone', () => {
    const nearly = readNumericSeries(
      csv(Array.from({ length: 20 }, (_, n) => [1e6 + (n % 3) * 1e-9, (n % 2) * 1e-13 + 5])),
      {
        delimiter: ',',
        features: ['a', 'b'],
        targets: ['b'],
      },
    );
    const largest = ({ data }: ReturnType<typeof createNumericSeriesData>) => {
      const { input } = data.training.batch(0, 0);
      return 'features' in input ? Math.max(...input.features.map(Math.abs)) : NaN;
    };

    test('are next to 0, and its predictions its mean', () => {
      const { targets, ...data } = createNumericSeriesData(nearly, cut);
      expect(largest({ targets, ...data })).toBeLessThan(1e-9);
      expect(restoreUnits([0.001], targets)[0]).toBeCloseTo(5.005, 9);
    });

    test('are noise in a stored run, as they were when it began', () => {
      const data = createNumericSeriesData(nearly, { ...cut, batching: undefined });
      expect(largest(data)).toBeGreaterThan(0.9);
      expect(data.targets.deviations[0]).toBeLessThan(1e-12);
    });

    test('are not taken for those of time stamps', () => {
      const stamps = readNumericSeries(csv(Array.from({ length: 100 }, (_, n) => [1_764_000_000 + n, 0])), {
        delimiter: ',',
        features: ['a'],
        targets: ['a'],
      });
      const { features } = createNumericSeriesData(stamps, { ...cut, validationFraction: 0 });
      expect(features.deviations[0]).toBeCloseTo(Math.sqrt((100 ** 2 - 1) / 12), 3);
    });
  });

  test('that do not fit into the series are refused with what is needed', () => {
    const long = { ...cut, sequenceLength: 29 };
    expect(() => createNumericSeriesData(ramp, long)).toThrow(/has 30 rows to train on.*29 rows.*2 rows ahead.*31/);
    expect(createNumericSeriesData(ramp, { ...long, sequenceLength: 28 }).data.training.count).toBe(1);
    expect(createNumericSeriesData(ramp, { ...cut, validationFraction: 0 }).data.validation).toBeNull();
  });
});

test('an LSTM learns to go on with a noisy sine wave, far better than its mean or its last value would', async () => {
  const random = createStream(4, 'noise', 0);
  const wave = Array.from({ length: 400 }, (_, n) => 20 + 5 * Math.sin((2 * Math.PI * n) / 16) + 0.1 * random.normal());
  const series = readNumericSeries(['value', ...wave].join('\n'), {
    delimiter: ',',
    features: ['value'],
    targets: ['value'],
  });
  const train = trainSpec({ epochs: 3, batchSize: 10, sequenceLength: 12, validationFraction: 0.25, seed: 1 });
  const { data, targets } = createNumericSeriesData(series, { ...train, horizon: 4 });
  const model: ModelSpec = {
    task: 'regression',
    input: { kind: 'features', size: 1 },
    layers: [lstm(8, { returnSequences: false }), dense(1)],
  };
  const backend = createReferenceBackend();
  const trainer = createTrainer({ backend, model, train, data, resumeFrom: null, clock: () => 0 });
  const { epochs } = await advance(trainer, 1000);

  const heldOut = wave.slice(300);
  const meanSquare = (error: (value: number, n: number) => number) =>
    heldOut.reduce((sum, value, n) => sum + error(value, n) ** 2, 0) / heldOut.length;
  const ofNetwork = epochs.at(-1)!.validationLoss! * targets.deviations[0] ** 2;
  expect(meanSquare((value) => value - targets.means[0])).toBeGreaterThan(10);
  expect(meanSquare((value, n) => value - wave[296 + n])).toBeGreaterThan(10);
  expect(ofNetwork).toBeLessThan(0.1);
});
