/** Means and standard deviations of columns. */
export interface Standardisation {
  readonly means: Float64Array;
  /** 1 for a column that is the same everywhere, so that it becomes 0. */
  readonly deviations: Float64Array;
}

/** Measures a matrix (rows, columns), row-major, of at least one row. */
export function fitStandardisation(values: Float64Array, columns: number): Standardisation {
  const rows = values.length / columns;
  // Measured from the first row on, so that a column that never changes has a variance of exactly 0.
  const means = values.slice(0, columns);
  const variances = new Float64Array(columns);
  values.forEach((value, n) => (means[n % columns] += (value - values[n % columns]) / rows));
  values.forEach((value, n) => (variances[n % columns] += (value - means[n % columns]) ** 2 / rows));
  return { means, deviations: variances.map((variance) => Math.sqrt(variance) || 1) };
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
