import { expect, test } from 'vitest';
import { defaultProperty } from '../../../../../src-renderer/domain/insight/reading/default-property.ts';

test.each([
  ['吾輩は猫である。「名前はまだ無い」と言った。', 'inside-quotes'],
  ['吾輩は猫である。名前はまだ無い。', 'sentence-end'],
  ['名前はまだ無い（と思う）', 'bracket-depth'],
  ['名前はまだ無い', 'line-position'],
  ['First Citizen:\nBefore we proceed any further, hear me speak.', 'upper-case'],
  ['He said, “No!” and left.', 'inside-quotes'],
  ['all in small letters', 'word-end'],
  ['Привет, мир. Как дела?', 'upper-case'],
  ['ذهب الولد. ثم عاد إلى البيت', 'sentence-end'],
  ['한국어에는 대문자가 없다. 그래서 다르다.', 'sentence-end'],
  ['यह एक वाक्य है। यह दूसरा है', 'sentence-end'],
  ['12 34 56', 'digit'],
  ['\n\n', 'line-position'],
])('in “%s” a unit is looked for by %s', (text, property) => {
  expect(defaultProperty(text)).toBe(property);
});
