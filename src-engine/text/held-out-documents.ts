import { createStream } from '../random/stream.ts';

/**
 * Draws documents with these numbers of tokens by the seed, to hold back whole ones as nearly of the wanted share of
 * all tokens as they allow. Unless the share is 0 at least one is held back, the shortest if none else is, and never
 * all. Returns 1 for each that is held back.
 */
export function heldOutDocuments(
  lengths: ArrayLike<number>,
  { validationFraction, seed }: { validationFraction: number; seed: number },
): Uint8Array {
  const isHeldOut = new Uint8Array(lengths.length);
  const order = new Uint32Array(lengths.length);
  let tokens = 0;
  for (let n = 0; n < lengths.length; n++) {
    order[n] = n;
    tokens += lengths[n];
  }
  let missing = tokens * validationFraction;
  if (lengths.length < 2 || missing === 0) return isHeldOut;
  createStream(seed, 'split', 0).shuffle(order);
  let chosen = 0;
  for (const n of order) {
    if (lengths[n] >= 2 * missing || chosen === lengths.length - 1) continue;
    isHeldOut[n] = 1;
    chosen++;
    missing -= lengths[n];
  }
  if (chosen === 0) isHeldOut[shortest(lengths)] = 1;
  return isHeldOut;
}

function shortest(lengths: ArrayLike<number>): number {
  let found = 0;
  for (let n = 1; n < lengths.length; n++) if (lengths[n] < lengths[found]) found = n;
  return found;
}
