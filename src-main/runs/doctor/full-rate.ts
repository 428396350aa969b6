import type { StepInsightRecord } from '../../contract/insight-records.ts';
import type { RunFacts } from './facts.ts';

/** The share of the peak rate below which a schedule makes steps small on purpose. */
const fullShare = 0.3;

/** Returns the looks at steps whose learning rate was about as high as the training's own. */
export function looksAtFullRate({ looks, steps }: Pick<RunFacts, 'looks' | 'steps'>): StepInsightRecord[] {
  const peak = steps.reduce((highest, { learningRate }) => Math.max(highest, learningRate), 0);
  let place = 0;
  return looks.filter(({ step }) => {
    while (place + 1 < steps.length && steps[place + 1].step <= step) place++;
    return steps.length === 0 || steps[place].learningRate >= fullShare * peak;
  });
}

/** Returns the steps whose learning rate was about as high as the training's own. */
export function stepsAtFullRate(steps: RunFacts['steps']): RunFacts['steps'] {
  const peak = steps.reduce((highest, { learningRate }) => Math.max(highest, learningRate), 0);
  return steps.filter(({ learningRate }) => learningRate >= fullShare * peak);
}

/** The number of first steps that say little about the rate, since the optimizer has hardly gathered anything. */
const firstSteps = 8;

/**
 * Returns α of each look that has one, except those at the first steps: −1 means that a step ends where it began, 0 at
 * the minimum, and 1 as far beyond it.
 */
export function alphas(looks: readonly StepInsightRecord[]): number[] {
  return looks.flatMap(({ step, parabola }) => (step > firstSteps ? (parabola?.alpha ?? []) : []));
}
