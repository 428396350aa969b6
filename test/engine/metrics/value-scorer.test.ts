import { describe, expect, test } from 'vitest';
import { createValueScorer } from '../../../src-engine/metrics/value-scorer.ts';
import type { DatasetContent } from '../../../src-engine/spec/dataset-content.ts';
import { tasks } from '../../../src-engine/tasks/index.ts';
import { encodeUtf8 } from '../../../src-engine/text/utf8.ts';
import { trainSpec } from '../training/small-run.ts';

const plain = { scale: 1, naiveError: null };

describe('scores of numbers', () => {
  // scikit-learn's documentation: y_true = [3, -0.5, 2, 7], y_pred = [2.5, 0.0, 2, 8] has MAE 0.5, MSE 0.375, R² 0.9486...
  test('are those of scikit-learn, whatever the batches', () => {
    const scorer = createValueScorer([plain]);
    scorer.add({ batch: 3, targets: Float32Array.of(3, -0.5, NaN), outputs: [2.5, 0, 100] });
    scorer.add({ batch: 3, targets: Float32Array.of(2, 7, NaN), outputs: [2, 8, 100] });
    const { scores } = scorer.finish();
    expect(scores.mae).toBeCloseTo(0.5, 12);
    expect(scores.rmse).toBeCloseTo(Math.sqrt(0.375), 12);
    expect(scores.r2).toBeCloseTo(0.9486081370449679, 12);
    expect(scores).not.toHaveProperty('mase');
  });

  // r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]) is 0.938..., mean_absolute_error 0.75 there.
  test('of several columns are means, as scikit-learn’s uniform average', () => {
    const scorer = createValueScorer([plain, plain]);
    scorer.add({ batch: 3, targets: Float32Array.of(0.5, 1, -1, 1, 7, -6), outputs: [0, 2, -1, 2, 8, -5] });
    const { scores, breakdown } = scorer.finish();
    expect(scores.mae).toBeCloseTo(0.75, 12);
    expect(scores.r2).toBeCloseTo(0.936800526662278, 12);
    expect(breakdown).toMatchObject({ kind: 'columns', columns: [{ mae: 0.5 }, { mae: 1 }] });
  });

  test('leave out what is not defined', () => {
    const scorer = createValueScorer([{ scale: 1, naiveError: 0 }]);
    expect(scorer.finish().scores).toEqual({});
    scorer.add({ batch: 2, targets: Float32Array.of(4, 4), outputs: [4, 5] });
    expect(scorer.finish().scores).toEqual({ mae: 0.5, rmse: Math.sqrt(0.5) });
  });
});

test('a forecast is measured in the units of its column, and against repeating the value before', () => {
  const values = [10, 30, 20, 50, 40, 90, 60, 100, 80, 130];
  const content: DatasetContent = {
    kind: 'numeric',
    table: encodeUtf8(`y\n${values.join('\n')}\n`),
    delimiter: ',',
    features: ['y'],
    targets: ['y'],
    horizon: 1,
  };
  const train = trainSpec({ batchSize: 2, sequenceLength: 2, validationFraction: 0.4 });
  const { validation, createScorer } = tasks.regression.createData(content, null, train);
  if (validation === null || createScorer === undefined) throw new Error('Something is held back.');
  const scorer = createScorer();
  // A network that forecasts the training part's mean, which is 0 where it is standardised.
  const mean = values.slice(0, 6).reduce((sum, value) => sum + value, 0) / 6;
  for (let n = 0; n < validation.count; n++) {
    const { batch, targets } = validation.batch(0, n);
    scorer.add({ batch, targets, outputs: new Float64Array(targets.length) });
  }
  const { scores } = scorer.finish();
  const errors = values.slice(6).map((value) => Math.abs(value - mean));
  const mae = errors.reduce((sum, error) => sum + error, 0) / 4;
  const steps = [20, 10, 30, 10, 50];
  expect(scores.mae).toBeCloseTo(mae, 4);
  expect(scores.rmse).toBeCloseTo(Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / 4), 4);
  expect(scores.mase).toBeCloseTo(mae / (steps.reduce((sum, step) => sum + step, 0) / 5), 6);
});
