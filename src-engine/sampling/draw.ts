import { createStream } from '../random/stream.ts';

/**
 * The number in [0, 1) that decides the token at a position of a continuation. `lane` tells continuations of one prompt apart; a
 * lane's numbers do not depend on how many others there are.
 */
export function uniformAt(seed: number, lane: number, position: number): number {
  return createStream(seed, `sample/${lane}`, position).uniform();
}
