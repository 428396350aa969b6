import type { RandomStream } from '../random/stream.ts';

/** Draws a number of random bits. */
export function drawBits(random: RandomStream, length: number): Int32Array {
  return Int32Array.from({ length }, () => random.below(2));
}

/** Returns for each bit 1 where the number of ones up to it is odd, and otherwise 0. */
export function parityOf(bits: Int32Array): Int32Array {
  let parity = 0;
  return bits.map((bit) => (parity ^= bit));
}
