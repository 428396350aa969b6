import { expect, test } from 'vitest';
import { recipeTable } from '../../../../src-engine/recipes/recipe-table.ts';
import { candidatePoints } from '../../../tools/bench/recipes/candidates.ts';
import { chosenPoint } from '../../../tools/bench/recipes/chosen-point.ts';
import { halve } from '../../../tools/bench/recipes/halving.ts';
import { compareWithBest } from '../../../tools/bench/recipes/recipe-comparison.ts';
import type { RecipePoint, RecipeResult } from '../../../tools/bench/recipes/recipe-results.ts';

const sizes = { tokens: 1_000_000, vocabularySize: 60, operations: 5.4e12 };
const resultOf = (point: RecipePoint, best: number | null, seed = 1): RecipeResult => ({
  ...{ text: 'a', ...sizes, point, seed, best, last: best, bestEpoch: 1, steps: 10, epochs: 1, parameters: 1 },
  ...{ processorSeconds: 1, seconds: 1 },
});

test('halving spends most on the points that do well, less and less on the others, and leaves two', async () => {
  const points = [sizes, { ...sizes, operations: 2e13 }].flatMap(candidatePoints);
  const trained: [number, number][] = [];
  const finalists = await halve(points, async (point, share) => {
    const n = points.indexOf(point);
    trained.push([n, share]);
    return resultOf(point, n === 0 ? null : 2 - n / 10);
  });
  expect(finalists).toEqual([points.at(-1), points.at(-2)]);
  expect(trained.filter(([, share]) => share === 1 / 8)).toHaveLength(points.length);
  const longer = trained.filter(([, share]) => share > 1 / 8);
  expect(longer.length).toBeLessThan(points.length / 2);
  expect(longer.map(([n]) => n)).toContain(points.length - 1);
  expect(longer.map(([n]) => n)).not.toContain(0);
});

test('what the studio chooses is compared with the best, less the interval of their difference', () => {
  const chosen = chosenPoint(sizes, recipeTable);
  const other = { ...chosen, units: chosen.units + 32 };
  const seeds = [101, 102, 103];
  const results = seeds.flatMap((seed, n) => [
    resultOf(chosen, 1.6 + n / 100, seed),
    resultOf(other, 1.5 + n / 100, seed),
    resultOf({ ...other, layers: 2 }, 1, 7), // only one seed, and no fresh one
  ]);
  const [row] = compareWithBest(results, { seeds, table: recipeTable });
  expect(row?.chosen?.mean).toBeCloseTo(1.61, 10);
  expect(row?.best.mean).toBeCloseTo(1.51, 10);
  expect(row?.ratio?.mean).toBeCloseTo(1.61 / 1.51, 10);
  expect(row?.ratio?.low).toBeCloseTo((1.61 - 2.776 * Math.sqrt((2 * 0.01 ** 2) / 3)) / 1.51, 10);
});
