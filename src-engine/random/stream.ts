import { philox4x32 } from './philox.ts';
import { philoxKey } from './philox-key.ts';

/** Random numbers in a fixed order: the n-th draw is a function of (seed, purpose, index, n). */
export interface RandomStream {
  /** An integer in [0, 2³²). */
  nextUint32(): number;
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A standard normal deviate. */
  normal(): number;
  /** An integer in [0, n), every one equally likely; 1 ≤ n ≤ 2³². */
  below(n: number): number;
  /** Permutes the elements in place, every order equally likely. */
  shuffle<T>(array: { length: number; [index: number]: T }): void;
}

const TWO_TO_32 = 2 ** 32;

/** A number in [0, 1) with 53 of the random bits of two words. */
export function uniformOf(high: number, low: number): number {
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

/** The stream of one purpose (`initialize`, `shuffle`, …) and index (a layer, an epoch, …). */
export function createStream(seed: number, purpose: string, index: number): RandomStream {
  const [key0, key1, counter2, counter3] = philoxKey(seed, purpose, index);
  const words = new Uint32Array(4);
  let block = 0;
  let used = 4;
  let spareNormal: number | null = null;

  function nextUint32(): number {
    if (used === 4) {
      philox4x32(block, Math.floor(block / TWO_TO_32), counter2, counter3, key0, key1, words, 0);
      block++;
      used = 0;
    }
    return words[used++];
  }

  const uniform = () => uniformOf(nextUint32(), nextUint32());

  /** Box & Muller 1958: two deviates from two uniform numbers; the second waits for the next call. */
  function normal(): number {
    if (spareNormal !== null) {
      const spare = spareNormal;
      spareNormal = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Words past the last whole multiple of n are drawn again, so that no remainder is favoured. */
  function below(n: number): number {
    const limit = TWO_TO_32 - (TWO_TO_32 % n);
    let word = nextUint32();
    while (word >= limit) word = nextUint32();
    return word % n;
  }

  /** Fisher & Yates. */
  function shuffle<T>(array: { length: number; [index: number]: T }): void {
    for (let i = array.length - 1; i > 0; i--) {
      const j = below(i + 1);
      const moved = array[i];
      array[i] = array[j];
      array[j] = moved;
    }
  }

  return { nextUint32, uniform, normal, below, shuffle };
}
