import { createStream } from '../../../../src-engine/random/stream.ts';

/** The random choices of one run of the bench, which are the same for the same seed, purpose and number. */
export interface Draw {
  pick<T>(list: readonly T[]): T;
  /** Draws a whole number, both ends included. */
  between(low: number, high: number): number;
  /** Draws a number whose logarithm is uniform, rounded to two digits. */
  rate(low: number, high: number): number;
  /** Draws a standard normal deviate. */
  normal(): number;
  chance(share: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
  /** Draws a seed for something that has a seed of its own. */
  seed(): number;
}

export function createDraw(seed: number, purpose: string, index: number): Draw {
  const stream = createStream(seed, `doctor bench, ${purpose}`, index);
  const between = (low: number, high: number): number => low + stream.below(high - low + 1);
  return {
    between,
    pick: (list) => list[stream.below(list.length)],
    rate: (low, high) => Number((low * (high / low) ** stream.uniform()).toPrecision(2)),
    normal: () => stream.normal(),
    chance: (share) => stream.uniform() < share,
    shuffled(list) {
      const copy = [...list];
      stream.shuffle(copy);
      return copy;
    },
    seed: () => between(1, 1_000_000),
  };
}
