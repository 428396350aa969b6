import { expect, test } from 'vitest';
import { visibleText, visibleToken } from '../../../src-renderer/ui/visible-token.ts';

test('ordinary characters show themselves', () => {
  expect(['a', '猫', '👩‍🚀'.slice(0, 2), 'é', '「'].map(visibleToken)).toEqual(['a', '猫', '👩', 'é', '「']);
});

test('blanks and control characters become signs', () => {
  expect([' ', '\n', '\t', '\r\n', '\u0000', '\u3000', '\u200b', '\u2003', '\ud800', ''].map(visibleToken)).toEqual([
    '␣',
    '↵',
    '⇥',
    '[CR]↵',
    '[U+0000]',
    '⬚',
    '[ZWSP]',
    '[U+2003]',
    '[U+D800]',
    '∅',
  ]);
});

test('in a text to be read, only what could not be seen has a sign', () => {
  expect(visibleText('　吾輩は\r\n猫\tである。\ufeff')).toBe('　吾輩は[CR]\n猫\tである。[BOM]');
  expect(visibleText('👩‍🚀')).toBe('👩‍🚀');
});
