/**
 * A deviation below this share of a column's largest magnitude is what rounding left, not a signal. Time stamps in seconds deviate by
 * 10⁻⁸ of their magnitude within a minute and a half, and stay above it.
 */
const ROUNDING = 1e-9;

/** Tells whether a column of numbers with this deviation and largest magnitude varies by no more than rounding errors. */
export function isConstantColumn({ deviation, magnitude }: { deviation: number; magnitude: number }): boolean {
  return deviation <= ROUNDING * magnitude;
}
