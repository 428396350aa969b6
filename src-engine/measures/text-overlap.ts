import { matchLengths } from '../n-grams/match-lengths.ts';
import type { TextOverlap } from '../spec/data-measurements.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import { copiedPassages, copiedShare, joinPassages, longestMatch } from './copied-passages.ts';

/**
 * The most tokens of the validation part that are looked at, in stretches of this length, and the most of the training
 * part to compare them with.
 */
const MOST_TOKENS = 60_000;
const STRETCH = 10_000;
const MOST_COMPARED = 20_000;
/** A passage is too long to be there by chance if the 5-gram model expects it less than e⁻⁶⁰ times in the training part. */
const UNEXPECTED_NATS = 60;

/**
 * Measures the passages that the validation part shares with the training part. `probabilities` are those of its tokens
 * under an n-gram model of the training part, one document after the other; NaN stands where there are none. May be
 * cancelled, see `runInPieces`.
 */
export async function measureOverlap(
  training: readonly Int32Array[],
  validation: readonly Int32Array[],
  probabilities: Float64Array,
  interruptible: Interruptible,
): Promise<TextOverlap> {
  const stretches = spreadStretches(validation);
  const matches = await matchLengths(
    stretches.map(({ text }) => text),
    training,
    interruptible,
  );
  const tokens = stretches.reduce((sum, { text }) => sum + text.length, 0);
  const learnt = training.reduce((sum, { length }) => sum + length, 0);
  let copied = 0;
  stretches.forEach(({ text, at }, n) => {
    const surprises = sumsOf(probabilities.subarray(at, at + text.length));
    const isUnexpected = ({ from, to }: { from: number; to: number }) =>
      surprises[to] - surprises[from] >= Math.log(learnt) + UNEXPECTED_NATS;
    const passages = copiedPassages(matches[n]).filter(isUnexpected);
    copied += joinPassages(passages).reduce((sum, { from, to }) => sum + to - from, 0);
  });
  return {
    tokens,
    share: copiedShare(matches) ?? 0,
    expectedShare: await shareWithin(training, Math.min(tokens, MOST_COMPARED), interruptible),
    copiedShare: tokens === 0 ? 0 : copied / tokens,
    longest: longestMatch(matches),
  };
}

/**
 * Returns stretches of documents, evenly spread over all of them, with their places among all tokens; all stretches are
 * returned where there are few enough.
 */
function spreadStretches(documents: readonly Int32Array[]): { text: Int32Array; at: number }[] {
  let at = 0;
  const all = documents.flatMap((document) => {
    const begin = at;
    at += document.length;
    return Array.from({ length: Math.ceil(document.length / STRETCH) }, (_, n) => ({
      text: document.subarray(n * STRETCH, (n + 1) * STRETCH),
      at: begin + n * STRETCH,
    }));
  });
  const every = Math.max(1, at / MOST_TOKENS);
  return all.filter((_, n) => Math.floor((n + 1) / every) > Math.floor(n / every));
}

/**
 * Returns the share of 20-grams at the end of the training part that also occur in the rest of it; null means that this
 * end would be too large a part of it.
 */
async function shareWithin(
  training: readonly Int32Array[],
  tokens: number,
  interruptible: Interruptible,
): Promise<number | null> {
  const end: Int32Array[] = [];
  const rest = training.slice();
  let missing = tokens;
  while (missing > 0) {
    const last = rest.pop();
    if (last === undefined) return null;
    if (last.length > missing) {
      rest.push(last.subarray(0, last.length - missing));
      end.push(last.subarray(last.length - missing));
      missing = 0;
    } else {
      end.push(last);
      missing -= last.length;
    }
  }
  if (rest.reduce((sum, { length }) => sum + length, 0) < 2 * tokens) return null;
  return copiedShare(await matchLengths(end, rest, interruptible));
}

/** Returns the first documents, with this many tokens at most; the last of them may be cut. */
export function takeFirst(documents: readonly Int32Array[], tokens: number): Int32Array[] {
  const taken: Int32Array[] = [];
  let left = tokens;
  for (const document of documents) {
    if (left <= 0) break;
    taken.push(document.subarray(0, left));
    left -= document.length;
  }
  return taken;
}

/** Returns −ln p of the first n probabilities together, for each n from 0 on. */
function sumsOf(probabilities: Float64Array): Float64Array {
  const sums = new Float64Array(probabilities.length + 1);
  probabilities.forEach((probability, n) => {
    sums[n + 1] = sums[n] + (Number.isNaN(probability) ? 0 : -Math.log(probability));
  });
  return sums;
}
