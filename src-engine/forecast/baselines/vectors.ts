/** Sums over vectors of equally many values. */

export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < left.length; n++) sum += left[n] * right[n];
  return sum;
}

export function subtract(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(left, (value, n) => value - right[n]);
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

export function meanOf(values: Float64Array): number {
  return sumOf(values) / values.length;
}
