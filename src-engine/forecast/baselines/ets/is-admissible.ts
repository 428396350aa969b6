import { hasRootsInside } from '../optimization/has-roots-inside.ts';
import type { EtsSmoothing } from './ets-model.ts';

/** The roots of a characteristic polynomial may be outside the unit circle by this much, the precision at which they are known. */
const SLACK = 1e-10;

/**
 * Tells whether a model forgets its beginning, as forecasts require: whether the eigenvalues of its discount matrix are inside the unit
 * circle (Hyndman, Akram & Archibald 2008). `period` is 1 without a season.
 */
export function isAdmissible({ alpha, beta, gamma, phi }: EtsSmoothing, period: number, hasTrend: boolean): boolean {
  if (period === 1) {
    const isLevel = alpha >= 1 - 1 / phi && alpha <= 1 + 1 / phi;
    return isLevel && (!hasTrend || (beta >= alpha * (phi - 1) && beta <= (1 + phi) * (2 - alpha)));
  }
  if (gamma < Math.max(1 - 1 / phi - alpha, 0) || gamma > 1 + 1 / phi - alpha) return false;
  if (alpha < 1 - 1 / phi - (gamma * (1 - period + phi + phi * period)) / (2 * phi * period)) return false;
  if (beta < -(1 - phi) * (gamma / period + alpha)) return false;
  return hasRootsInside(characteristic({ alpha, beta, gamma, phi }, period), 1 + SLACK);
}

/** The coefficients of z⁰ … zᵐ⁺¹. */
function characteristic({ alpha, beta, gamma, phi }: EtsSmoothing, period: number): Float64Array {
  const between = alpha + beta - alpha * phi;
  const coefficients = new Float64Array(period + 2).fill(between);
  coefficients[0] = phi * (1 - alpha - gamma);
  coefficients[1] = between + gamma - 1;
  coefficients[period] = alpha + beta - phi;
  coefficients[period + 1] = 1;
  return coefficients;
}
