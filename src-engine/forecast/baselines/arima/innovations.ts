import { armaCovariances } from './autocovariance.ts';
import type { ArmaCovariances } from './autocovariance.ts';
import { sparseLags } from './arma-polynomials.ts';
import type { ArmaPolynomials, SparseLags } from './arma-polynomials.ts';

/** A prediction error's variance that is this close to its limit stays there. */
const CONVERGED = 1e-9;

export interface Innovations {
  /** The one-step prediction errors of each column of values. */
  errors: Float64Array[];
  /** Their variances, where that of the process's innovations is 1. */
  variances: Float64Array;
}

/**
 * Returns the exact one-step prediction errors of a stationary Gaussian ARMA process for several columns of equally many values, by the
 * innovations algorithm for the process that is a moving average after its first max(p, q) values (Ansley 1979; Brockwell & Davis 1991,
 * section 5.3). Null where the process is not stationary.
 */
export function armaInnovations(polynomials: ArmaPolynomials, columns: readonly Float64Array[]): Innovations | null {
  const covariances = armaCovariances(polynomials);
  if (covariances === null) return null;
  const count = columns[0].length;
  const ar = sparseLags(polynomials.ar);
  const ma = sparseLags(polynomials.ma);
  const order = Math.max(polynomials.ar.length, polynomials.ma.length);
  const factors = factorsOf(covariances, { order, q: polynomials.ma.length, count });
  const errors = columns.map(() => new Float64Array(count));
  const { variances } = factors;
  let isConverged = false;
  for (let n = 0; n < count; n++) {
    if (!isConverged) {
      variances[n] = factors.nextVariance(n);
      if (!(variances[n] > 0)) return null;
      isConverged = n >= order && variances[n] - 1 < CONVERGED;
    }
    for (let column = 0; column < columns.length; column++) {
      const values = columns[column];
      const ofColumn = errors[column];
      const moving = n < order ? values[n] : values[n] - weighted(values, ar, n);
      ofColumn[n] = moving - (isConverged ? weighted(ofColumn, ma, n) : factors.predict(ofColumn, n));
    }
  }
  return { errors, variances };
}

/** Σ coefficient · value before n by its lag; values before the first count as zero. */
export function weighted(values: Float64Array, { lags, coefficients }: SparseLags, n: number): number {
  let sum = 0;
  for (let k = 0; k < lags.length && lags[k] <= n; k++) sum += coefficients[k] * values[n - lags[k]];
  return sum;
}

interface FactorSize {
  /** max(p, q). */
  order: number;
  q: number;
  count: number;
}

/** The factors L D Lᵀ of the covariance matrix, row by row; an element of L is found by its row and its distance from the diagonal. */
function factorsOf({ process, mixed, movingAverage }: ArmaCovariances, { order, q, count }: FactorSize) {
  const width = Math.max(order, 1);
  const lower = new Float64Array(count * width);
  const variances = new Float64Array(count).fill(1);
  /** The row of L D that is made. */
  const scaled = new Float64Array(width);
  const reach = (n: number) => (n < order ? n : Math.min(n, q));
  const covariance = (n: number, lag: number) => {
    if (n < order) return process[lag];
    return lag > q ? 0 : n - lag >= order ? movingAverage[lag] : mixed[lag];
  };
  return {
    variances,
    /** Returns the variance of the prediction error of value n. */
    nextVariance(n: number): number {
      const span = reach(n);
      let variance = covariance(n, 0);
      for (let lag = span; lag >= 1; lag--) {
        const k = n - lag;
        const begin = k * width - 1;
        let sum = covariance(n, lag);
        for (let near = Math.min(span - lag, reach(k)); near >= 1; near--)
          sum -= lower[begin + near] * scaled[lag + near - 1];
        const factor = sum / variances[k];
        scaled[lag - 1] = sum;
        lower[n * width + lag - 1] = factor;
        variance -= factor * sum;
      }
      return variance;
    },
    /** The part of value n that the errors before it tell. */
    predict(errors: Float64Array, n: number): number {
      let sum = 0;
      for (let lag = reach(n); lag >= 1; lag--) sum += lower[n * width + lag - 1] * errors[n - lag];
      return sum;
    },
  };
}
