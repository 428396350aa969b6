import { expect, test } from 'vitest';
import { matchLengths } from '../../../src-engine/n-grams/match-lengths.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { uninterrupted } from '../training/small-run.ts';

/** Finds the match lengths by trying all passages. */
function slowly(text: Int32Array, documents: readonly Int32Array[]): number[] {
  const has = (passage: Int32Array) =>
    documents.some((document) => ` ${document.join(' ')} `.includes(` ${passage.join(' ')} `));
  return Array.from(text, (_, n) => {
    let length = 0;
    while (length <= n && has(text.subarray(n - length, n + 1))) length++;
    return length;
  });
}

test('tells the longest passage that ends at each token and is in a document', async () => {
  const random = createStream(3, 'texts', 0);
  for (let round = 0; round < 30; round++) {
    const draw = (length: number) => Int32Array.from({ length }, () => random.below(3));
    const texts = [draw(25), draw(1), draw(12)];
    const documents = [draw(round), draw(40), Int32Array.of(2, 2, 2, 2, 2, 2)];
    const found = await matchLengths(texts, documents, uninterrupted);
    texts.forEach((text, n) => expect(Array.from(found[n])).toEqual(slowly(text, documents)));
  }
});

test('a passage does not reach from one document or text into the next', async () => {
  const [first, second] = await matchLengths(
    [Int32Array.of(1, 2, 3), Int32Array.of(4, 5)],
    [Int32Array.of(9, 1, 2), Int32Array.of(3, 4, 5)],
    uninterrupted,
  );
  expect([Array.from(first), Array.from(second)]).toEqual([
    [1, 2, 1],
    [1, 2],
  ]);
});

test('takes a text of one token repeated in its stride', async () => {
  const text = new Int32Array(200_000);
  const [alike] = await matchLengths([text], [text.subarray(0, 50_000)], uninterrupted);
  expect([alike[10], alike[199_999]]).toEqual([11, 50_000]);
  const [unlike] = await matchLengths([text], [Int32Array.of(1, 2, 3)], uninterrupted);
  expect(unlike.every((length) => length === 0)).toBe(true);
});
