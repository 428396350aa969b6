import { findStep } from './find-step.ts';
import { positionsOn } from './positions.ts';

/** Fewer rows than these may be regular by chance. */
const fewRows = 8;

/**
 * Tells which of two readings of the same cells is meant: the one that is in order of time, or that has a step where the other has none.
 * Returns null where both are, or neither.
 */
export function decideOrder(first: readonly number[], second: readonly number[]): 'first' | 'second' | null {
  return choose(isOrdered(first), isOrdered(second)) ?? choose(isRegular(first), isRegular(second));
}

function choose(first: boolean, second: boolean): 'first' | 'second' | null {
  if (first === second) return null;
  return first ? 'first' : 'second';
}

function isOrdered(times: readonly number[]): boolean {
  const known = times.filter((time) => !Number.isNaN(time));
  const differences = known.slice(1).map((time, n) => time - known[n]);
  return differences.every((difference) => difference >= 0) || differences.every((difference) => difference <= 0);
}

function isRegular(times: readonly number[]): boolean {
  const known = Float64Array.from(new Set(times.filter((time) => !Number.isNaN(time)))).sort();
  if (known.length < fewRows) return false;
  const axis = { kind: 'date', zone: null } as const;
  const step = findStep([known], { ...axis, decimals: 0 });
  if (step === null) return false;
  return positionsOn(known, { ...axis, step }).every((position, n) => position === n);
}
