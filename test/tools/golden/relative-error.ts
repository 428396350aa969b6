/** max|a − b| / max|b|; where b is all 0, 0 if a is too, else infinite. NaN anywhere gives NaN. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`Cannot compare ${a.length} values with ${b.length}.`);
  let difference = 0;
  let largest = 0;
  for (let n = 0; n < b.length; n++) {
    difference = Math.max(difference, Math.abs(a[n] - b[n]));
    largest = Math.max(largest, Math.abs(b[n]));
  }
  return difference === 0 ? 0 : difference / largest;
}
