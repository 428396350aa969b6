import type { ColumnScale } from './series-rows.ts';

/** Returns the column with the last value before in place of each that is not known. Those before the first stay unknown. */
export function fillValues(values: Float64Array): Float64Array {
  const filled = values.slice();
  for (let n = 1; n < filled.length; n++) if (Number.isNaN(filled[n])) filled[n] = filled[n - 1];
  return filled;
}

/**
 * Returns the column with a value on the line between its neighbours in time in place of each that is not known; categories keep the one
 * before. Those before the first known value, and after the last one, stay unknown.
 */
export function interpolateValues(values: Float64Array, times: Float64Array, scale: ColumnScale): Float64Array {
  const known = Int32Array.from(values.keys()).filter((n) => !Number.isNaN(values[n]));
  const filled = values.slice();
  for (let k = 1; k < known.length; k++) {
    const [before, after] = [known[k - 1], known[k]];
    for (let n = before + 1; n < after; n++) {
      const share = scale === 'category' ? 0 : (times[n] - times[before]) / (times[after] - times[before]);
      filled[n] = values[before] + share * (values[after] - values[before]);
    }
  }
  return filled;
}
