import { philoxKey } from '../random/philox-key.ts';
import { philox4x32 } from '../random/philox.ts';
import { uniformOf } from '../random/stream.ts';

const words = new Uint32Array(4);

/**
 * The number in [0, 1) that decides the token at a position of a continuation. `lane` tells continuations of one prompt apart; a
 * lane's numbers do not depend on how many others there are.
 */
export function uniformAt(seed: number, lane: number, position: number): number {
  const [key0, key1, counter2, counter3] = philoxKey(seed, `sample/${lane}`, position);
  philox4x32(0, 0, counter2, counter3, key0, key1, words, 0);
  return uniformOf(words[0], words[1]);
}
