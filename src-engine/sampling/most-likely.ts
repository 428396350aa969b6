/** A token with its probability under the model: temperature 1, no filter. */
export interface ScoredToken {
  id: number;
  probability: number;
}

/** max and Σ exp(logit − max), which turn any logit into its probability without overflow. */
export interface Softmax {
  max: number;
  sum: number;
}

/** Throws RangeError where logits (V) hold NaN or +∞: then there is no distribution to draw from. */
export function softmaxOf(logits: ArrayLike<number>): Softmax {
  let max = -Infinity;
  for (let id = 0; id < logits.length; id++) if (logits[id] > max) max = logits[id];
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp(logits[id] - max);
  if (Number.isNaN(sum)) throw new RangeError('The logits are not finite.');
  return { max, sum };
}

export function probabilityOf(logit: number, { max, sum }: Softmax): number {
  return Math.exp(logit - max) / sum;
}

/** The `count` most likely tokens, most likely first, ties by lower id; fewer where the vocabulary is smaller. */
export function mostLikely(logits: ArrayLike<number>, softmax: Softmax, count: number): ScoredToken[] {
  const ids: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (ids.length === count && logits[id] <= logits[ids[count - 1]]) continue;
    if (ids.length === count) ids.pop();
    let at = ids.length;
    while (at > 0 && logits[ids[at - 1]] < logits[id]) at--;
    ids.splice(at, 0, id);
  }
  return ids.map((id) => ({ id, probability: probabilityOf(logits[id], softmax) }));
}
