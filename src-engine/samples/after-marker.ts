import type { RandomStream } from '../random/stream.ts';

/** The letters that a sequence is made of; the marker is one more symbol, with the id after theirs. */
export const MARKED_LETTERS = 8;
const MARKER = MARKED_LETTERS;

/**
 * Random letters with a marker somewhere among them; the label is the letter right after it. No letter comes at a place of its own,
 * so that what is to be kept shows only by what came before it.
 */
export function drawAfterMarker(random: RandomStream, length: number): { ids: Int32Array; label: number } {
  const ids = Int32Array.from({ length }, () => random.below(MARKED_LETTERS));
  const place = random.below(length - 1);
  ids[place] = MARKER;
  return { ids, label: ids[place + 1] };
}
