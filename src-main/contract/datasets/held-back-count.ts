/**
 * Returns how many samples a training holds back of classes of these sizes: the share of all, but of each class at most so many that one
 * is left to train on. Which ones they are is drawn by the seed, see `splitStratified`.
 */
export function heldBackCount(classSizes: readonly number[], validationFraction: number): number {
  const shares = classSizes.map((size) => Math.floor(size * validationFraction));
  const held = shares.reduce((sum, share) => sum + share, 0);
  const samples = classSizes.reduce((sum, size) => sum + size, 0);
  const missing = Math.round(samples * validationFraction) - held;
  const mayGiveMore = classSizes.filter((size, n) => (shares[n] ?? 0) + 1 < size).length;
  return held + Math.min(missing, mayGiveMore);
}
