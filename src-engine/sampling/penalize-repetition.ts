/**
 * Divides the positive and multiplies the negative logits of every token among the last `window` of `recent` by `penalty`, once
 * however often it occurs (Keskar et al. 2019, CTRL, in the form for logits of either sign). In place.
 */
export function penalizeRepetition(
  logits: Float64Array,
  recent: ArrayLike<number>,
  window: number,
  penalty: number,
): void {
  const seen = new Set<number>();
  for (let n = Math.max(0, recent.length - window); n < recent.length; n++) seen.add(recent[n]);
  for (const id of seen) {
    const penalized = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
    logits[id] = Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, penalized));
  }
}
