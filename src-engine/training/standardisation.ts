import type { TrainSpec } from '../spec/train-spec.ts';
import { isConstantColumn } from '../text/constant-column.ts';

/** Means and standard deviations of columns. */
export interface Standardisation {
  readonly means: Float64Array;
  /** Never 0: a column that is constant is divided by its largest magnitude, so that it becomes 0. */
  readonly deviations: Float64Array;
}

/**
 * Measures a matrix (rows, columns), row-major, of at least one row. With batching 1 a column that is the same everywhere has a deviation
 * of 1, and one that varies by rounding errors alone has theirs, which makes noise of it that is as large as any signal.
 */
export function fitStandardisation(
  values: Float64Array,
  columns: number,
  { batching }: Pick<TrainSpec, 'batching'>,
): Standardisation {
  const rows = values.length / columns;
  // Measured from the first row on, so that a column that never changes has a variance of exactly 0.
  const means = values.slice(0, columns);
  const variances = new Float64Array(columns);
  const magnitudes = new Float64Array(columns);
  values.forEach((value, n) => (means[n % columns] += (value - values[n % columns]) / rows));
  values.forEach((value, n) => {
    variances[n % columns] += (value - means[n % columns]) ** 2 / rows;
    magnitudes[n % columns] = Math.max(magnitudes[n % columns], Math.abs(value));
  });
  const deviations = variances.map((variance, column) => {
    const deviation = Math.sqrt(variance);
    const magnitude = magnitudes[column];
    return ((batching ?? 1) >= 2 && isConstantColumn({ deviation, magnitude }) ? magnitude : deviation) || 1;
  });
  return { means, deviations };
}

/** (x − mean) / deviation, for a matrix (rows, columns). */
export function standardise(values: Float64Array, { means, deviations }: Standardisation): Float32Array {
  const columns = means.length;
  return Float32Array.from(values, (value, n) => (value - means[n % columns]) / deviations[n % columns]);
}

/** The inverse of `standardise`: what a network's outputs (rows, columns) mean in the units of the data. */
export function restoreUnits(values: ArrayLike<number>, { means, deviations }: Standardisation): Float64Array {
  const columns = means.length;
  return Float64Array.from(values, (value, n) => value * deviations[n % columns] + means[n % columns]);
}
