import { expect, test } from 'vitest';
import { splitStratified } from '../../../../src-engine/text/stratified-split.ts';
import { heldBackCount } from '../../../../src-main/contract/datasets/held-back-count.ts';

test.each([
  { sizes: [120], fraction: 0.1, held: 12 },
  // Sixteen classes of one row each can give none of them.
  { sizes: [104, ...Array.from({ length: 16 }, () => 1)], fraction: 0.1, held: 11 },
  { sizes: [3, 3, 3, 3], fraction: 0.25, held: 3 },
  { sizes: [2, 2, 2], fraction: 0.9, held: 3 },
  { sizes: [7, 11, 13], fraction: 0, held: 0 },
])('of classes of $sizes a share of $fraction holds back $held, as the training does', ({ sizes, fraction, held }) => {
  const labels = sizes.flatMap((size, label) => Array.from({ length: size }, () => label));
  for (const seed of [1, 2, 3]) {
    const { validation } = splitStratified(labels, { validationFraction: fraction, seed, batching: 3 });
    expect(validation).toHaveLength(held);
  }
  expect(heldBackCount(sizes, fraction)).toBe(held);
});
