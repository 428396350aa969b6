/**
 * Returns the index of the last of ascending numbers that is not above `limit`. The search is binary, since there may
 * be a million documents.
 */
export function lastNotAbove(ascending: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] <= limit) low = middle;
    else high = middle;
  }
  return low;
}
