import type { RecipePoint, RecipeResult } from './recipe-results.ts';

/** Trains a point with a share of the whole computation. */
type TrainShare = (point: RecipePoint, share: number) => Promise<RecipeResult>;

const FIRST_SHARE = 1 / 8;
const KEPT = 1 / 3;

/** Dropout pays late, so the last two points must both be seen with all of the computation. */
const FINALISTS = 2;

/**
 * Performs successive halving (Jamieson & Talwalkar 2016): all points train a little, the better third of them twice as
 * long, and so on, with less than all of the computation. Resolves with the finalists, the best one first.
 */
export async function halve(points: readonly RecipePoint[], train: TrainShare): Promise<RecipePoint[]> {
  let left = points;
  for (let share = FIRST_SHARE; left.length > FINALISTS && share < 1; share *= 2) {
    const results: RecipeResult[] = [];
    for (const point of left) results.push(await train(point, share));
    results.sort((a, b) => (a.best ?? Infinity) - (b.best ?? Infinity));
    left = results.slice(0, Math.max(FINALISTS, Math.floor(left.length * KEPT))).map(({ point }) => point);
  }
  return [...left];
}
