const seedCount = 2 ** 32;

/**
 * Returns `count` seeds that follow the first of the taken ones and are not among them; the list is empty for a count
 * below 1.
 */
export function otherSeeds(taken: readonly number[], count: number): number[] {
  const found: number[] = [];
  for (let seed = taken[0] ?? 0; found.length < count;) {
    seed = (seed + 1) % seedCount;
    if (!taken.includes(seed)) found.push(seed);
  }
  return found;
}
