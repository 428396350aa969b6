/**
 * Returns the value that a standard normal deviate is below with probability p, 0 < p < 1, to 1e-9: rational approximations in the middle
 * and in the tails (Acklam 2003).
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < TAIL) {
    const distance = Math.sqrt(-2 * Math.log(p));
    return polynomial(TAIL_ABOVE, distance) / polynomial(TAIL_BELOW, distance);
  }
  const centred = p - 0.5;
  const square = centred * centred;
  return (centred * polynomial(MIDDLE_ABOVE, square)) / polynomial(MIDDLE_BELOW, square);
}

const TAIL = 0.02425;
/** Coefficients of numerators and denominators, the highest power first. */
const MIDDLE_ABOVE = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const MIDDLE_BELOW = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
];
const TAIL_ABOVE = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];

function polynomial(coefficients: readonly number[], at: number): number {
  return coefficients.reduce((sum, coefficient) => sum * at + coefficient, 0);
}
