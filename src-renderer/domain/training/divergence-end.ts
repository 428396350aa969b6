import type { RunOutcome } from '../../../src-main/contract/runs/outcome-records.ts';

/** The figure with which a training diverged, which is not among its steps. */
export interface DivergenceEnd {
  of: 'loss' | 'validation-loss' | 'gradient';
  step: number;
  /** Infinity where it was no finite number. */
  value: number;
}

/** Returns the last figure of a training that diverged; null where nothing more is known than its steps tell. */
export function divergenceEnd(outcome: RunOutcome | null): DivergenceEnd | null {
  if (outcome?.kind !== 'diverged') return null;
  const { step, reason, loss } = outcome;
  if (reason === 'gradient') return { of: reason, step, value: Infinity };
  if (reason === 'loss' || reason === 'validation-loss') return { of: reason, step, value: loss ?? Infinity };
  return null;
}

/** Adds the last figure to a column of steps and one of values, where it is one of these and comes after them. */
export function withEnd(
  steps: Float64Array,
  values: Float64Array,
  end: DivergenceEnd | null,
  of: DivergenceEnd['of'],
): { steps: Float64Array; values: Float64Array } {
  if (end?.of !== of || (steps.length > 0 && steps[steps.length - 1] >= end.step)) return { steps, values };
  return { steps: Float64Array.of(...steps, end.step), values: Float64Array.of(...values, end.value) };
}
