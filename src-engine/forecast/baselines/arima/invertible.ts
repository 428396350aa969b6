import { hasRootsOutside } from './arma-polynomials.ts';

/** Steps after which what is left of the beginning is below the precision, unless a root is at the unit circle. */
const STEPS = 3000;

/**
 * Returns the coefficients of the moving average of the same autocorrelations of which the roots are not inside the unit circle, by
 * the innovations algorithm run until it has forgotten its beginning.
 */
export function invertibleMovingAverage(ma: Float64Array): Float64Array {
  if (ma.length === 0 || hasRootsOutside(ma, 1, 1)) return ma;
  const q = ma.length;
  const weights = Float64Array.from([1, ...ma]);
  const covariances = weights.map((_, lag) => {
    let sum = 0;
    for (let n = lag; n <= q; n++) sum += weights[n] * weights[n - lag];
    return sum;
  });
  // rows[0] is the newest; each has its variance and its coefficients by lag.
  const rows: { variance: number; coefficients: Float64Array }[] = [];
  for (let step = 0; step < STEPS; step++) {
    const coefficients = new Float64Array(q);
    let variance = covariances[0];
    for (let lag = Math.min(q, step); lag >= 1; lag--) {
      const other = rows[lag - 1];
      let sum = covariances[lag];
      for (let far = lag + 1; far <= Math.min(q, step); far++) {
        sum -= other.coefficients[far - lag - 1] * coefficients[far - 1] * rows[far - 1].variance;
      }
      coefficients[lag - 1] = sum / other.variance;
      variance -= coefficients[lag - 1] ** 2 * other.variance;
    }
    rows.unshift({ variance, coefficients });
    rows.length = Math.min(rows.length, q + 1);
  }
  return rows[0].coefficients;
}

/** Returns autoregressive coefficients for any numbers, which become partial autocorrelations (Monahan 1984). */
export function stationaryCoefficients(raw: Float64Array): Float64Array {
  const coefficients = raw.map(Math.tanh);
  for (let size = 1; size < coefficients.length; size++) {
    const partial = coefficients[size];
    const before = coefficients.slice(0, size);
    for (let n = 0; n < size; n++) coefficients[n] -= partial * before[size - 1 - n];
  }
  return coefficients;
}

/** The inverse of `stationaryCoefficients`; the coefficients are those of a stationary process. */
export function rawCoefficients(coefficients: Float64Array): Float64Array {
  const partials = coefficients.slice();
  for (let size = partials.length - 1; size >= 1; size--) {
    const partial = partials[size];
    const before = partials.slice(0, size);
    for (let n = 0; n < size; n++) partials[n] = (before[n] + partial * before[size - 1 - n]) / (1 - partial ** 2);
  }
  return partials.map(Math.atanh);
}
