import { gridOf, randomOf, type SweptAxis } from '../../../src-engine/sweeps/combinations.ts';
import { withValues, type SweptName, type SweptValues } from '../../../src-engine/sweeps/swept-values.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { mostSweepRuns } from '../../contract/sweeps/sweep-records.ts';
import type { TrainingFile } from '../../contract/training-files/training-file.ts';
import { UsageError } from '../usage-error.ts';

export type Sweep = NonNullable<TrainingFile['sweep']>;

/** A run of a sweep. */
export interface SweptRun {
  values: SweptValues;
  name: string;
  model: ModelSpec;
  train: TrainSpec;
}

/** Combinations that are counted at all: what is mistyped may come to millions. */
const mostCombinations = 100_000;
const usualDraws = 8;

/**
 * Returns the runs of a sweep: all combinations of its values, or some of them by chance. The same seed of the training
 * draws the same. Throws a UsageError where there are too many, or fewer than two.
 */
export function planSweep(
  { vary, method, runs, halving }: Sweep,
  recipe: { model: ModelSpec; train: TrainSpec },
): SweptRun[] {
  const axes = Object.entries(vary).filter((axis) => axis[1] !== undefined) as unknown as SweptAxis[];
  const size = axes.reduce((product, [, values]) => product * values.length, 1);
  const isRandom = method === 'random' || (method === undefined && runs !== undefined);
  if (size > mostCombinations || (!isRandom && size > mostSweepRuns))
    throw new UsageError(
      `The sweep would have ${size} runs, and at most ${mostSweepRuns} are possible: give fewer values, or draw some of them with --sweep-method random --sweep-runs N.`,
    );
  const { seed } = recipe.train;
  const combinations = isRandom
    ? randomOf(axes, runs ?? Math.min(usualDraws, size), seed)
    : // Runs that reach a rung in the order of their settings might each be the best so far, so that all would go on.
      halving === undefined
      ? gridOf(axes)
      : randomOf(axes, size, seed);
  if (combinations.length < 2)
    throw new UsageError(
      'A sweep has two runs at least: give a setting several values, such as --vary learning-rate=0.001,0.003.',
    );
  return combinations.map((values) => ({ values, name: nameOf(values), ...withValues(recipe, values) }));
}

const nameOf = (values: SweptValues): string =>
  (Object.keys(values) as SweptName[]).map((name) => `${name} ${String(values[name])}`).join(' · ');
