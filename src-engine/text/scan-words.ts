import type { TokenizerSpec } from '../spec/tokenizer-spec.ts';
import type { PieceVisitor } from './scan-graphemes.ts';

/** Intl.Segmenter copies what it is given, and a call costs as much as some forty words in a call. */
const BLOCK = 16_384;
const BLANK = /^\s+$/u;

/**
 * Cuts texts where `Intl.Segmenter` of the locale puts word boundaries. Punctuation is a piece too, and so are blanks, unless they are left
 * out: then nothing is lost.
 * Goes by blocks of whole lines, because after a line feed there is always a boundary (UAX #29, rule WB3a).
 */
export function scanWords({
  locale,
  leavesOutBlanks = false,
}: TokenizerSpec & { type: 'word' }): (text: string, visitor: PieceVisitor) => void {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return (text, visitor) => {
    for (let start = 0; start < text.length;) {
      const blockEnd = text.indexOf('\n', start + BLOCK) + 1 || text.length;
      for (const { segment } of segmenter.segment(text.slice(start, blockEnd))) {
        if (!leavesOutBlanks || !BLANK.test(segment)) visitor.piece(start, start + segment.length);
        start += segment.length;
      }
    }
  };
}
