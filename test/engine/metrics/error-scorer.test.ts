import { expect, test } from 'vitest';
import { createErrorScorer, pinballLoss } from '../../../src-engine/metrics/error-scorer.ts';

test('scores forecasts by the formulas of the literature', () => {
  const scorer = createErrorScorer(0.8);
  scorer.add({ actual: 10, value: 8, band: { low: 6, high: 9 }, naiveError: 4 });
  scorer.add({ actual: 5, value: 6, band: { low: 4, high: 7 }, naiveError: 4 });
  const scores = scorer.finish()!;
  expect(scores.n).toBe(2);
  expect(scores.mae).toBeCloseTo(1.5, 12);
  expect(scores.rmse).toBeCloseTo(Math.sqrt(2.5), 12);
  expect(scores.mase).toBeCloseTo(1.5 / 4, 12);
  expect(scores.smape).toBeCloseTo((100 * (4 / 18 + 2 / 11)) / 2, 10);
  expect(scores.coverage).toBe(0.5);
  // Levels 0.5, 0.1 and 0.9: (1 + 0.4 + 0.9) / 3 and (0.5 + 0.1 + 0.2) / 3.
  expect(scores.pinball).toBeCloseTo((2.3 / 3 + 0.8 / 3) / 2, 12);
});

test('leaves values out of MASE where the naive forecast has no error, and tells no coverage without bands', () => {
  const scorer = createErrorScorer(0.8);
  expect(scorer.finish()).toBeNull();
  scorer.add({ actual: 0, value: 0, band: null, naiveError: 0 });
  expect(scorer.finish()).toMatchObject({ mae: 0, mase: null, coverage: null, smape: 0 });
  scorer.add({ actual: 1, value: 2, band: null, naiveError: 4 });
  expect(scorer.finish()).toMatchObject({ mae: 0.5, mase: 0.25, coverage: null, pinball: 0.25 });
});

test('the pinball loss is least at the quantile of its level', () => {
  const values = Array.from({ length: 101 }, (_, n) => n);
  const lossAt = (quantile: number) => values.reduce((sum, value) => sum + pinballLoss(value, quantile, 0.9), 0);
  const best = values.reduce((least, quantile) => (lossAt(quantile) < lossAt(least) ? quantile : least));
  expect(best).toBeCloseTo(90, 0);
});
