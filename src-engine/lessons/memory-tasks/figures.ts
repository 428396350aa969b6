import type { Criterion } from './experiment.ts';

/** A criterion's mean over all test sequences that it is about. */
export interface Figure extends Criterion {
  value: number;
  /** Its goal; true where there is none. */
  isReached: boolean;
}

/** From what `Experiment.judge` said of each sequence. */
export function figuresOf(criteria: readonly Criterion[], judged: readonly (readonly (number | null)[])[]): Figure[] {
  return criteria.map((criterion, k) => {
    const values = judged.map((each) => each[k]).filter((value) => value !== null);
    const value = values.reduce((sum, each) => sum + each, 0) / values.length;
    return { ...criterion, value, isReached: reaches(value, criterion.goal) };
  });
}

function reaches(value: number, goal: Criterion['goal']): boolean {
  if (goal === null) return true;
  return 'atLeast' in goal ? value >= goal.atLeast : value < goal.below;
}
