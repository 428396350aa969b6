import type { SamplingSpec } from '../spec/generation-spec.ts';
import { descendingIds } from './descending-ids.ts';
import { largestOf, logProbabilityOf, mostLikely, probabilityOf, softmaxOf, type ScoredToken } from './most-likely.ts';
import { penalizeRepetition } from './penalize-repetition.ts';

export interface TokenChoice extends ScoredToken {
  /** Natural logarithm of the probability, also where that is too small for a number. */
  logProbability: number;
  /** The most likely tokens, most likely first. */
  alternatives: ScoredToken[];
}

export type TokenFilter = Pick<
  SamplingSpec,
  'temperature' | 'topK' | 'topP' | 'minP' | 'repetitionPenalty' | 'repetitionWindow'
>;

/**
 * Chooses the next token from the model's logits (V), and says how likely it was.
 *
 * The filters act in the order that llama.cpp made usual: repetition penalty, top-k, top-p, min-p, temperature. So top-p and
 * min-p judge the model's own probabilities, among what is left at their turn, and temperature only changes the draw between
 * the tokens that were kept. Temperature 0 takes the most likely token after the penalty. At least one token is always kept.
 *
 * `recent` holds the tokens so far, newest last; `uniform`, in [0, 1), decides the draw. Probabilities in the result are the
 * model's own, before penalty, filters and temperature. Throws EngineError `diverged` for logits that are NaN or +∞.
 */
export function sampleToken(
  logits: Float32Array | Float64Array,
  filter: TokenFilter,
  recent: ArrayLike<number>,
  uniform: number,
  alternatives = 0,
): TokenChoice {
  return scoreToken(logits, chooseToken(logits, filter, recent, uniform), alternatives);
}

/** A token with its probability, and that many alternatives. */
export function scoreToken(logits: Float32Array | Float64Array, id: number, alternatives: number): TokenChoice {
  const softmax = softmaxOf(logits);
  return {
    id,
    probability: probabilityOf(logits[id], softmax),
    logProbability: logProbabilityOf(logits[id], softmax),
    alternatives: alternatives === 0 ? [] : mostLikely(logits, softmax, alternatives),
  };
}

function penalized(
  logits: Float32Array | Float64Array,
  { repetitionPenalty, repetitionWindow }: TokenFilter,
  recent: ArrayLike<number>,
): Float32Array | Float64Array {
  if (repetitionPenalty === 1 || repetitionWindow === 0) return logits;
  const scores = Float64Array.from(logits);
  penalizeRepetition(scores, recent, repetitionWindow, repetitionPenalty);
  return scores;
}

/** Chooses as `sampleToken` does. */
export function chooseToken(
  logits: Float32Array | Float64Array,
  filter: TokenFilter,
  recent: ArrayLike<number>,
  uniform: number,
): number {
  largestOf(logits);
  const scores = penalized(logits, filter, recent);
  const { topK, topP, minP, temperature } = filter;
  if (temperature === 0) return argmax(scores);
  const isFiltered = (topK > 0 && topK < scores.length) || topP < 1 || minP > 0;
  return draw(scores, isFiltered ? keptIds(scores, filter) : null, temperature, uniform);
}

/** Returns the tokens that top-k, top-p and min-p leave, most likely first: each of them keeps a beginning of that order. */
function keptIds(scores: ArrayLike<number>, { topK, topP, minP }: TokenFilter): number[] {
  const order = descendingIds(scores);
  const best = order.next().value as number;
  const weightOf = (id: number) => Math.exp(scores[id] - scores[best]);

  let candidates: Iterable<number> = order;
  let total = 0;
  if (topK > 0 && topK < scores.length) {
    const first = [best];
    while (first.length < topK) first.push(order.next().value as number);
    candidates = first.slice(1);
    for (const id of first) total += weightOf(id);
  } else if (topP < 1) {
    for (let id = 0; id < scores.length; id++) total += weightOf(id);
  }

  const kept = [best];
  let mass = 1;
  for (const id of candidates) {
    const weight = weightOf(id);
    if ((topP < 1 && mass >= topP * total) || weight < minP) break;
    kept.push(id);
    mass += weight;
  }
  return kept;
}

/** Memory of its own for each draw would take longer than the draw. */
let weights = new Float64Array(256);

/** Draws one of `kept`, or of all tokens if null, from softmax(scores / temperature). */
function draw(scores: ArrayLike<number>, kept: number[] | null, temperature: number, uniform: number): number {
  const count = kept?.length ?? scores.length;
  const idOf = (n: number) => (kept === null ? n : kept[n]);
  let max = -Infinity;
  for (let n = 0; n < count; n++) max = Math.max(max, scores[idOf(n)]);
  if (weights.length < count) weights = new Float64Array(count);
  let total = 0;
  for (let n = 0; n < count; n++) total += weights[n] = Math.exp((scores[idOf(n)] - max) / temperature);
  let left = uniform * total;
  let chosen = idOf(0);
  for (let n = 0; n < count; n++) {
    if (weights[n] === 0) continue;
    chosen = idOf(n);
    left -= weights[n];
    if (left < 0) break;
  }
  return chosen;
}

function argmax(scores: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) if (scores[id] > scores[best]) best = id;
  return best;
}
