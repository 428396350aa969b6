import type { Batch } from '../training/batch-source.ts';

/**
 * `count` windows of `steps` tokens, spread evenly over a text, as a batch for a language model. Throws RangeError for a text that
 * has no more than `steps` tokens.
 */
export function textWindows(ids: Int32Array, steps: number, count: number): Batch {
  const last = ids.length - steps - 1;
  if (last < 0) throw new RangeError(`A text of ${ids.length} tokens has no window of ${steps} tokens and a next one.`);
  const read = (offset: number): Int32Array =>
    Int32Array.from({ length: steps * count }, (_, n) => {
      const begin = count === 1 ? 0 : Math.floor((last * (n % count)) / (count - 1));
      return ids[begin + Math.floor(n / count) + offset];
    });
  return { batch: count, steps, input: { ids: read(0) }, lengths: null, targets: read(1), weight: steps * count };
}
