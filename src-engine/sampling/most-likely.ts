import { EngineError } from '../spec/engine-error.ts';

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

/** The largest of logits (V). Throws EngineError `diverged` where these hold NaN or +∞, or nothing but −∞: then there is no distribution to draw from. */
export function largestOf(logits: Float32Array | Float64Array): number {
  let max = -Infinity;
  let isDefined = true;
  for (const logit of logits) {
    if (logit > max) max = logit;
    isDefined &&= !Number.isNaN(logit);
  }
  if (isDefined && Number.isFinite(max)) return max;
  throw new EngineError('diverged', 'The model no longer gives finite numbers. Choose an earlier checkpoint.', {
    reason: 'network',
  });
}

/** Throws what `largestOf` throws. */
export function softmaxOf(logits: Float32Array | Float64Array): Softmax {
  const max = largestOf(logits);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - max);
  return { max, sum };
}

export function probabilityOf(logit: number, { max, sum }: Softmax): number {
  return Math.exp(logit - max) / sum;
}

export function logProbabilityOf(logit: number, { max, sum }: Softmax): number {
  return logit - max - Math.log(sum);
}

/** The `count` most likely tokens, most likely first, ties by lower id; fewer where the vocabulary is smaller. */
export function mostLikely(logits: ArrayLike<number>, softmax: Softmax, count: number): ScoredToken[] {
  const ids = new Int32Array(Math.min(count, logits.length));
  let found = 0;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (found === ids.length && !(logit > logits[ids[found - 1]])) continue;
    let at = found < ids.length ? found++ : found - 1;
    for (; at > 0 && logits[ids[at - 1]] < logit; at--) ids[at] = ids[at - 1];
    ids[at] = id;
  }
  return Array.from(ids, (id) => ({ id, probability: probabilityOf(logits[id], softmax) }));
}
