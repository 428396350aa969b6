import { expect, test } from 'vitest';
import { insideBrushes, withBrush } from '../../../../src-renderer/features/sweep/brushes.ts';
import { importanceOf } from '../../../../src-renderer/features/sweep/importance.ts';
import { parallelAxes } from '../../../../src-renderer/features/sweep/parallel-axes.ts';
import { rankRuns } from '../../../../src-renderer/features/sweep/ranking.ts';
import { aRun } from '../../studio/sample-records.ts';

const { train } = aRun();
const swept = (id: string, batchSize: number, loss: number | null, learningRate = 0.001) =>
  aRun({
    id,
    bestValidationLoss: loss,
    trainLoss: loss,
    train: { ...train, batchSize, optimizer: { ...train.optimizer, learningRate } },
  });

test('importance is the share of the ranking that a setting explains by itself', () => {
  // The expected figure is that of R: kruskal.test(list(c(1, 3, 2), c(5, 6, 4.5, 7), c(9, 8))) has H = 7, so that η² =
  // (7 − 3 + 1) / (9 − 3).
  const losses = { 10: [1, 3, 2], 20: [5, 6, 4.5, 7], 40: [9, 8] };
  const runs = Object.entries(losses).flatMap(([size, own]) =>
    own.map((loss, n) => swept(`${size}-${n}`, Number(size), loss, n % 2 === 0 ? 0.001 : 0.01)),
  );
  const { ranked } = rankRuns(runs);
  expect(importanceOf(ranked, 'batchSize')).toBeCloseTo(5 / 6, 12);
  expect(importanceOf(ranked, 'learningRate')).toBeLessThan(0.2);
  // A best value in the middle counts as much as one at an end.
  const middle = [
    swept('a', 1, 5),
    swept('b', 1, 6),
    swept('c', 2, 1),
    swept('d', 2, 2),
    swept('e', 4, 7),
    swept('f', 4, 8),
  ];
  expect(importanceOf(rankRuns(middle).ranked, 'batchSize')).toBeGreaterThan(0.7);
  expect(importanceOf(rankRuns(middle.slice(0, 2)).ranked, 'batchSize')).toBeNull();
});

test('an axis is logarithmic where its setting is, and marks only what can be read', () => {
  const rates = [1e-4, 1e-3, 1.02e-3, 1e-1];
  const { ranked } = rankRuns(rates.map((rate, n) => swept(String(n), 10, n + 1, rate)));
  const [axis] = parallelAxes(ranked, ['learningRate']);
  expect(axis?.crossings.map((at) => Number(at?.toFixed(3)))).toEqual([0, 0.333, 0.336, 1]);
  expect(axis?.marks.map(({ value }) => value)).toEqual([1e-4, 1e-3, 1e-1]);
  expect(axis?.valueAt(2 / 3)).toBeCloseTo(1e-2, 10);
});

test('brushes narrow the runs to those that cross all of them, and a run without a figure crosses no brushed loss', () => {
  const { ranked } = rankRuns([swept('a', 10, 1), swept('b', 20, 2), swept('c', 40, null)]);
  const axes = parallelAxes(ranked, ['batchSize']);
  const inside = (brushes: Parameters<typeof insideBrushes>[1]) => insideBrushes(axes, brushes, ranked.length);
  expect(inside(new Map())).toEqual([true, true, true]);
  const upper = withBrush(new Map(), 'batchSize', { low: 0.4, high: 1 });
  expect(inside(upper)).toEqual([false, true, true]);
  expect(inside(withBrush(upper, 'loss', { low: 0.5, high: 1 }))).toEqual([false, true, false]);
  expect(withBrush(upper, 'batchSize', { low: 0, high: 1 }).size).toBe(0);
});
