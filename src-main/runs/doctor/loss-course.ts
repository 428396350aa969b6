import type { StepMetrics } from '../../../src-engine/spec/engine-protocol.ts';

/** Consecutive steps whose losses are averaged. */
export interface LossPart {
  fromStep: number;
  toStep: number;
  mean: number;
  /** The standard error of the mean. */
  error: number;
}

/** The course of a training's loss, free of the noise of single batches. */
export interface LossCourse {
  /** The loss before the first update. */
  first: number;
  parts: readonly LossPart[];
  /** The part with the lowest mean. */
  best: LossPart;
  last: LossPart;
  /** The standard deviation of a single step's loss about the course. */
  noise: number;
}

/** The most parts of a course: enough to tell its shape, and few enough that each averages some steps. */
const mostParts = 20;
/** The fewest steps that have a course. */
const fewestSteps = 8;
/** The median absolute deviation of a normal distribution, in units of its standard deviation. */
const normalDeviation = 0.6745;

/**
 * Returns the course of the losses; null means that there are too few steps. Losses that are no numbers are left out.
 */
export function lossCourse(steps: readonly Pick<StepMetrics, 'step' | 'loss'>[]): LossCourse | null {
  const known = steps.filter(({ loss }) => Number.isFinite(loss));
  const [first] = known;
  if (first === undefined || known.length < fewestSteps) return null;
  const noise = stepNoise(known.map(({ loss }) => loss));
  const count = Math.min(mostParts, Math.floor(known.length / 2));
  const parts = Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * known.length) / count);
    const to = Math.floor(((n + 1) * known.length) / count);
    const part = known.slice(from, to);
    const mean = part.reduce((sum, { loss }) => sum + loss, 0) / part.length;
    const error = noise / Math.sqrt(part.length);
    return { fromStep: known[from].step, toStep: known[to - 1].step, mean, error };
  });
  const best = parts.reduce((lowest, part) => (part.mean < lowest.mean ? part : lowest));
  return { first: first.loss, parts, best, last: parts[parts.length - 1], noise };
}

export function meanOf(parts: readonly LossPart[]): number {
  return parts.reduce((sum, { mean }) => sum + mean, 0) / parts.length;
}

/** Returns the second half of a course as one part. */
export function endOf({ parts }: LossCourse): LossPart {
  const half = parts.slice(Math.floor(parts.length / 2));
  const mean = meanOf(half);
  const error = Math.hypot(...half.map((part) => part.error)) / half.length;
  return { fromStep: half[0].fromStep, toStep: half[half.length - 1].toStep, mean, error };
}

/** Estimates the noise from the differences of successive losses, which a slow course hardly affects. */
function stepNoise(losses: readonly number[]): number {
  const differences = losses.slice(1).map((loss, n) => Math.abs(loss - losses[n]));
  return median(differences) / normalDeviation / Math.SQRT2;
}

/** The fewest second differences whose median says anything of noise. */
const fewestBends = 3;

/**
 * Estimates the standard deviation of single values about a course from their second differences, which a steady fall does
 * not affect: those of independent noise have six times its variance. Returns 0 for too few values.
 */
export function noiseOfCourse(values: readonly number[]): number {
  const bends = values.slice(2).map((value, n) => Math.abs(value - 2 * values[n + 1] + values[n]));
  return bends.length < fewestBends ? 0 : median(bends) / normalDeviation / Math.sqrt(6);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
