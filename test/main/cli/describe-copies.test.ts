import { expect, test } from 'vitest';
import { describeCopies } from '../../../src-main/cli/describe-copies.ts';

test('says what texts have copied, the longest passage, and what held-out text has in common by chance', () => {
  const text = 'well begun is half done, he said';
  const found = { tokens: 32, share: 0.5, longest: 24, passages: [{ from: 0, to: 23 }] };
  const written = { share: 0.5, longest: 24, usualLongest: 24 };
  const heldOut = { share: 0, longest: 1, usualLongest: 1 };
  expect(describeCopies([text], { texts: [found], written, heldOut, recites: true })).toBe(
    [
      'Compared with the training text: 50.0 % of all passages of 20 tokens, the longest passage has 24 tokens.',
      'As much of the held-out text, which nobody copied: 0.0 % of all passages of 20 tokens, the longest passage has 1 token.',
      'The longest copied passage: "well begun is half done"',
      'It recites what it has learnt.',
    ].join('\n'),
  );
  const short = { tokens: 3, share: null, longest: 2, passages: [] };
  const own = { share: null, longest: 2, usualLongest: 2 };
  expect(describeCopies(['hm'], { texts: [short], written: own, heldOut: null, recites: false })).toBe(
    'Compared with the training text: no text has 20 tokens, the longest passage has 2 tokens.\nIt does not recite.',
  );
});
