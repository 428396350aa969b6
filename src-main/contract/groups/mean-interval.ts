import { studentQuantile } from './student-t.ts';

/** The confidence with which an interval is said to contain the mean. */
export const confidence = 0.95;

export interface MeanInterval {
  count: number;
  mean: number;
  /** The standard deviation of one value, with n − 1; null for a single one. */
  deviation: number | null;
  /** Half the width of the 95 % confidence interval of the mean, by Student's t; null for a single value. */
  halfWidth: number | null;
  least: number;
  most: number;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Returns the variance of two or more values, with n − 1. */
export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Returns the mean of independent repeats with its interval; null means that there are no repeats. */
export function meanInterval(values: readonly number[]): MeanInterval | null {
  const count = values.length;
  if (count === 0) return null;
  const deviation = count < 2 ? null : Math.sqrt(varianceOf(values));
  return {
    count,
    mean: meanOf(values),
    deviation,
    halfWidth: deviation === null ? null : (studentQuantile(confidence, count - 1) * deviation) / Math.sqrt(count),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
