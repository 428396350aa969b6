import type { Model } from '../models/model.ts';
import { createDecoder } from './decoder.ts';
import { mostLikely, softmaxOf } from './most-likely.ts';

export interface BeamSearch {
  model: Model;
  prompt: Int32Array;
  /** Sequences that are followed at a time, at least 1. */
  beams: number;
  /** Tokens of every sequence, at least 1. */
  length: number;
  /** Asked before every token; null is the result if it says no. */
  goOn: () => Promise<boolean>;
}

export interface Beam {
  ids: number[];
  /** Natural logarithm of the sequence's probability under the model, given the prompt. */
  logProbability: number;
}

/**
 * Looks for the most likely continuation: of all one-token extensions of the sequences at hand, the `beams` most likely are kept.
 * Gives what was kept, most likely first; fewer than `beams` where there are not so many sequences.
 */
export async function beamSearch({ model, prompt, beams, length, goOn }: BeamSearch): Promise<Beam[] | null> {
  const decoder = createDecoder(model, beams);
  try {
    let kept: Beam[] = [{ ids: [], logProbability: 0 }];
    let logits = await decoder.prime(prompt, goOn);
    for (let position = 0; position < length; position++) {
      if (logits === null || !(await goOn())) return null;
      const extensions = extend(kept, logits, beams);
      kept = extensions.map(({ beam }) => beam);
      if (position + 1 === length) break;
      // Lanes without a sequence run along with the first one's.
      const lanes = Array.from({ length: beams }, (_, n) => extensions[n] ?? extensions[0]);
      decoder.rearrange(lanes.map(({ parent }) => parent));
      logits = await decoder.step(Int32Array.from(lanes, ({ beam }) => beam.ids[beam.ids.length - 1]));
    }
    return kept;
  } finally {
    decoder.dispose();
  }
}

/** The most likely extensions by one token; `logits` (beams, V), row n for kept[n]. */
function extend(
  kept: readonly Beam[],
  logits: Float32Array | Float64Array,
  beams: number,
): { beam: Beam; parent: number }[] {
  const size = logits.length / beams;
  const extensions = kept.flatMap(({ ids, logProbability }, parent) => {
    const row = logits.subarray(parent * size, (parent + 1) * size);
    const softmax = softmaxOf(row);
    const logSum = softmax.max + Math.log(softmax.sum);
    return mostLikely(row, softmax, beams).map(({ id }) => ({
      beam: { ids: [...ids, id], logProbability: logProbability + row[id] - logSum },
      parent,
    }));
  });
  return extensions.sort((a, b) => b.beam.logProbability - a.beam.logProbability).slice(0, beams);
}
