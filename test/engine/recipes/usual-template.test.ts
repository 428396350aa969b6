import { expect, test } from 'vitest';
import { usualTemplate } from '../../../src-engine/recipes/usual-template.ts';

const labelled = (characters: number, spaces: number) =>
  usualTemplate({ kind: 'labelled', characters, frequencies: spaces === 0 ? [] : [{ token: ' ', count: spaces }] });

test('labelled texts are read by words where these are set apart by spaces, and else by characters', () => {
  expect(labelled(10_000, 1_700)).toBe('bi-lstm-classifier');
  expect(labelled(10_000, 0)).toBe('char-classifier');
  // A few names of two words do not make it a text in words.
  expect(labelled(10_000, 200)).toBe('char-classifier');
});
