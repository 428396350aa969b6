import { solveLinear } from '../optimization/solve-linear.ts';
import type { ArmaPolynomials } from './arma-polynomials.ts';

/** Covariances of an ARMA process w with innovations of variance 1, by lag from 0. */
export interface ArmaCovariances {
  /** The covariances of w_t and w_{t−h}, h = 0 … max(p, q). */
  process: Float64Array;
  /** The covariances of the moving average w_t − Σ ar_i w_{t−i} and w_{t−h}, h = 0 … q; 0 after. */
  mixed: Float64Array;
  /** The covariances of the moving average with itself, h = 0 … q; 0 after. */
  movingAverage: Float64Array;
}

/** Returns null where the process has no stationary covariances (Brockwell & Davis 1991, sections 3.3 and 8.7). */
export function armaCovariances({ ar, ma }: ArmaPolynomials): ArmaCovariances | null {
  const q = ma.length;
  const weights = Float64Array.from([1, ...ma]);
  const psi = psiWeights(ar, weights, q + 1);
  const mixed = correlate(weights, psi);
  const process = processCovariances(ar, mixed, Math.max(ar.length, q));
  return process === null ? null : { process, mixed, movingAverage: correlate(weights, weights) };
}

/** Weights of the innovations in the process: `count` of them, the one of lag 0 first. `weights` begins with that of lag 0. */
export function psiWeights(ar: Float64Array, weights: Float64Array, count: number): Float64Array {
  const psi = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    let sum = n < weights.length ? weights[n] : 0;
    for (let k = Math.min(ar.length, n); k >= 1; k--) sum += ar[k - 1] * psi[n - k];
    psi[n] = sum;
  }
  return psi;
}

/** Σ_r left_r right_{r−h} for h = 0 … */
function correlate(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((_, lag) => {
    let sum = 0;
    for (let n = lag; n < left.length; n++) sum += left[n] * right[n - lag];
    return sum;
  });
}

/** Solves γ_k − Σ ar_i γ_{|k−i|} = mixed_k for k = 0 … p, and goes on to the largest lag. */
function processCovariances(ar: Float64Array, mixed: Float64Array, largest: number): Float64Array | null {
  const p = ar.length;
  const at = (lag: number) => (lag < mixed.length ? mixed[lag] : 0);
  const rows = Array.from({ length: p + 1 }, (_, k) => {
    const row = new Float64Array(p + 2);
    row[k] = 1;
    for (let i = 1; i <= p; i++) row[Math.abs(k - i)] -= ar[i - 1];
    row[p + 1] = at(k);
    return row;
  });
  const solved = solveLinear(rows);
  if (solved === null || !(solved[0] > 0)) return null;
  const covariances = new Float64Array(largest + 1);
  covariances.set(solved);
  for (let k = p + 1; k <= largest; k++) {
    covariances[k] = at(k);
    for (let i = 1; i <= p; i++) covariances[k] += ar[i - 1] * covariances[k - i];
  }
  return covariances;
}
