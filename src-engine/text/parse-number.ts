const decimalNumber = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** The number that a text is, in decimal or scientific notation with a point; NaN where it is none, or beyond float64. */
export function parseNumber(text: string): number {
  const value = decimalNumber.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : NaN;
}
