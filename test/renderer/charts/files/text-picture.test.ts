import { expect, test } from 'vitest';
import { breakLines } from '../../../../src-renderer/charts/files/text-picture.ts';

/** Every character as wide as a column, of which a line has ten. */
function broken(...texts: string[]): string[] {
  const pieces = texts.map((text) => ({ text, tint: null }));
  return breakLines(pieces, (text) => Array.from(text).length, 10).map((line) => line.map(({ text }) => text).join(''));
}

test('words stay whole in the lines of a picture, also those of several pieces', () => {
  expect(broken('the ', 'wh', 'ale ', 'sw', 'ims')).toEqual(['the whale ', 'swims']);
  expect(broken('a\n\n', 'b')).toEqual(['a', '', 'b']);
  expect(broken('0123456789 ', 'x')).toEqual(['0123456789', 'x']);
  expect(broken('abc ', '鯨は海にいる')).toEqual(['abc 鯨は海にいる']);
  expect(broken('abcdef ', '鯨は海にいる')).toEqual(['abcdef 鯨は海', 'にいる']);
  expect(broken('ab ', 'a word that is'.replaceAll(' ', ''))).toEqual(['ab ', 'awordthati', 's']);
});
