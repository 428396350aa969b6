import { expect, test } from 'vitest';
import { visibleToken } from '../../../src-renderer/ui/visible-token.ts';

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
    '□',
    '[ZWSP]',
    '[U+2003]',
    '[U+D800]',
    '∅',
  ]);
});
