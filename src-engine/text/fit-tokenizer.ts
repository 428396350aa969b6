import type { TokenizerSpec } from '../spec/tokenizer-spec.ts';
import { fitBpe } from './bpe-tokenizer.ts';
import { fitBytes } from './byte-tokenizer.ts';
import { fitPieces } from './piece-tokenizer.ts';
import { scanGraphemes } from './scan-graphemes.ts';
import { scanWords } from './scan-words.ts';
import type { TokenizerFit } from './tokenizer.ts';

/**
 * Chooses a vocabulary for a text; its ids never change afterwards.
 *
 * Characters and words get ids by frequency, ties in code point order. With `minimumFrequency` > 1 they have an unknown token,
 * id 0, for all rarer ones. With 1 they have none: all of this text is known, and what a later text adds is left out.
 * Bytes are their own ids, all 256, whatever the text and `minimumFrequency`. BPE has them too, and then the tokens that it learns, in
 * the order learnt: `vocabularySize` in all, or fewer if no pair is left that occurs twice, and `minimumFrequency` times.
 *
 * Throws a RangeError for a word locale that is not a BCP 47 language tag.
 */
export function fitTokenizer(text: string, spec: TokenizerSpec): TokenizerFit {
  switch (spec.type) {
    case 'character':
      return fitPieces(text, spec, scanGraphemes);
    case 'word':
      return fitPieces(text, spec, scanWords(spec.locale));
    case 'byte':
      return fitBytes(text, spec);
    case 'bpe':
      return fitBpe(text, spec);
  }
}
