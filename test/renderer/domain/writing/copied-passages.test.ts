import { expect, test } from 'vitest';
import { copiedTokens, markCopied } from '../../../../src-renderer/domain/writing/copied-passages.ts';

test('tokens of a passage are copied, also those that it begins or ends in', () => {
  const tokens = ['a', 'bc', '', 'def', 'g'].map((text) => ({ text }));
  expect(copiedTokens(tokens, [{ from: 1, to: 5 }])).toEqual([false, true, true, true, false]);
  expect(
    copiedTokens(tokens, [
      { from: 0, to: 1 },
      { from: 6, to: 7 },
    ]),
  ).toEqual([true, false, false, false, true]);
});

test('pieces are cut where passages begin and end, and keep what else is said of them', () => {
  const pieces = [
    { text: 'abc', changed: false },
    { text: 'defg', changed: true },
  ];
  expect(markCopied(pieces, [])).toEqual(pieces.map((piece) => ({ ...piece, copied: false })));
  expect(
    markCopied(pieces, [
      { from: 1, to: 4 },
      { from: 6, to: 7 },
    ]),
  ).toEqual([
    { text: 'a', changed: false, copied: false },
    { text: 'bc', changed: false, copied: true },
    { text: 'd', changed: true, copied: true },
    { text: 'ef', changed: true, copied: false },
    { text: 'g', changed: true, copied: true },
  ]);
});
