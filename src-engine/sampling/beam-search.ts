import type { Model } from '../models/model.ts';
import type { Continuation } from '../spec/generation-spec.ts';
import type { AbortSignal } from '../spec/interruptible.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { createDecoder } from './decoder.ts';
import { encodePrompt } from './encode-prompt.ts';
import { hideUnknownToken } from './hide-unknown-token.ts';
import { logProbabilityOf, mostLikely, softmaxOf } from './most-likely.ts';

export interface BeamSearch {
  model: Model;
  tokenizer: Tokenizer;
  prompt: string;
  /** Sequences that are followed at a time, at least 1. */
  beams: number;
  /** Tokens of every sequence, at least 1. */
  length: number;
  /** A sequence ends when one of these has been written. */
  stopStrings: readonly string[];
  /** Ends with what there is when it aborts. */
  signal: AbortSignal;
  /** Awaited before every token, with what there is; others in the thread run meanwhile. */
  beforeToken: (current: () => Continuation[]) => Promise<void>;
}

interface Beam {
  ids: readonly number[];
  logProbability: number;
  end: Continuation['end'];
}

/** A beam with one more token, or one that has ended as it is. */
interface Candidate {
  /** Place of the beam. */
  parent: number;
  id: number | null;
  logProbability: number;
}

/** The limit in bytes of UTF-8, which writes a UTF-16 unit in three bytes or fewer. */
const MOST_TOKENS_PER_UNIT = 3;

/**
 * Looks for the most likely continuations: of all one-token extensions of the sequences at hand, and of those that have ended, the
 * `beams` most likely are kept. Gives them most likely first; fewer than `beams` where there are not so many sequences, or where some
 * spell the same text. With one beam it is what `generate` writes at temperature 0. Throws as `generate` does.
 */
export async function beamSearch(search: BeamSearch): Promise<Continuation[]> {
  const { tokenizer, beams, length, stopStrings, signal } = search;
  const decoder = createDecoder(search.model, beams);
  const { boundaryId } = tokenizer.state;
  const longestStop = Math.max(0, ...stopStrings.map((stop) => stop.length));
  let kept: readonly Beam[] = [{ ids: [], logProbability: 0, end: null }];

  const current = () =>
    distinct(
      kept.map(({ ids, ...rest }): Continuation => ({
        text: textOf(tokenizer, ids),
        tokens: rest.end === 'document' ? ids.length - 1 : ids.length,
        ...rest,
      })),
    );
  const yieldToEventLoop = () => search.beforeToken(current);

  function endOf(ids: readonly number[]): Continuation['end'] {
    if (longestStop > 0) {
      // Had it come earlier, the sequence would have ended then.
      const tail = textOf(tokenizer, ids.slice(-MOST_TOKENS_PER_UNIT * (longestStop + 1)));
      if (stopStrings.some((stop) => tail.includes(stop))) return 'stop-string';
    }
    return ids.length === length ? 'length' : null;
  }

  function follow({ parent, id, logProbability }: Candidate): Beam {
    if (id === null) return kept[parent];
    const ids = [...kept[parent].ids, id];
    return { ids, logProbability, end: id === boundaryId ? 'document' : endOf(ids) };
  }

  /** The best that can be made of a beam, from its logits (V). */
  function extensionsOf(parent: number, logits: Float32Array | Float64Array): Candidate[] {
    const { logProbability, end } = kept[parent];
    if (end !== null) return [{ parent, id: null, logProbability }];
    hideUnknownToken(logits, tokenizer.state);
    const softmax = softmaxOf(logits);
    return mostLikely(logits, softmax, beams)
      .filter(({ id }) => logits[id] > -Infinity)
      .map(({ id }) => ({ parent, id, logProbability: logProbability + logProbabilityOf(logits[id], softmax) }));
  }

  try {
    let logits = await decoder.prime(encodePrompt(tokenizer, search.prompt), { signal, yieldToEventLoop });
    while (logits !== null) {
      await yieldToEventLoop();
      if (signal.aborted) break;
      const rows = logits;
      const size = rows.length / beams;
      const best = kept
        .flatMap((_, parent) => extensionsOf(parent, rows.subarray(parent * size, (parent + 1) * size)))
        .sort((a, b) => b.logProbability - a.logProbability)
        .slice(0, beams);
      kept = best.map(follow);
      if (kept.every(({ end }) => end !== null)) break;
      // Lanes without a sequence run along with the first one's, and those that have ended read their last token again.
      const lanes = Array.from({ length: beams }, (_, lane) => (lane < kept.length ? lane : 0));
      decoder.rearrange(lanes.map((lane) => best[lane].parent));
      logits = await decoder.step(Int32Array.from(lanes, (lane) => kept[lane].ids[kept[lane].ids.length - 1]));
    }
    return current();
  } finally {
    decoder.dispose();
  }
}

/** Tokens that are pieces of words or characters can spell one text in several ways: only the likeliest, which comes first, stays. */
function distinct(continuations: readonly Continuation[]): Continuation[] {
  const texts = new Set<string>();
  return continuations.filter(({ text }) => texts.size < texts.add(text).size);
}

/** Without what is left of an incomplete character. */
function textOf(tokenizer: Tokenizer, ids: readonly number[]): string {
  const decoder = tokenizer.createDecoder();
  return ids.map((id) => decoder.push(id)).join('');
}
