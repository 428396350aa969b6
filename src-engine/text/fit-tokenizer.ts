import type { TokenizerSpec } from '../spec/tokenizer-spec.ts';
import { createBpeFitting } from './bpe-tokenizer.ts';
import { createByteFitting } from './byte-tokenizer.ts';
import { fittingWithBoundary } from './document-boundary.ts';
import { createPieceFitting } from './piece-tokenizer.ts';
import { scanGraphemes } from './scan-graphemes.ts';
import { scanWords } from './scan-words.ts';
import type { TokenizerFit, TokenizerFitting } from './tokenizer.ts';

/**
 * Chooses a vocabulary for texts; its ids never change afterwards.
 *
 * Characters and words get ids by frequency, ties in code point order. With `minimumFrequency` > 1 they have an unknown token,
 * id 0, for all rarer ones. With 1 they have none: all of these texts is known, and what another text adds is left out.
 * Bytes are their own ids, all 256, whatever the texts and `minimumFrequency`. BPE has them too, and then the tokens that it learns, in
 * the order learnt: `vocabularySize` in all, or fewer if no pair is left that occurs twice, and `minimumFrequency` times.
 *
 * With `boundary` one more token comes last, which occurs once in every text that is added.
 *
 * Throws a RangeError for a word locale that is not a BCP 47 language tag.
 */
export function createTokenizerFitting(spec: TokenizerSpec): TokenizerFitting {
  const fitting = createTextFitting(spec);
  return spec.boundary === true ? fittingWithBoundary(fitting) : fitting;
}

function createTextFitting(spec: TokenizerSpec): TokenizerFitting {
  switch (spec.type) {
    case 'character':
      return createPieceFitting(spec, scanGraphemes);
    case 'word':
      return createPieceFitting(spec, scanWords(spec));
    case 'byte':
      return createByteFitting(spec);
    case 'bpe':
      return createBpeFitting(spec);
  }
}

/** `createTokenizerFitting` for one text. */
export function fitTokenizer(text: string, spec: TokenizerSpec): TokenizerFit {
  const fitting = createTokenizerFitting(spec);
  fitting.add(text);
  return fitting.finish();
}
