import type { DatasetContent } from '../../src-engine/spec/dataset-content.ts';
import type { TokenizerSpec, TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import { createTokenizerFitting } from '../../src-engine/text/fit-tokenizer.ts';
import { fitGivenTokens } from '../../src-engine/text/given-tokens.ts';
import type { TokenizerFit } from '../../src-engine/text/tokenizer.ts';
import { textsOf } from '../../src-engine/training/content-data.ts';

/** Fits a tokenizer to a content. */
export function analyzeContent({
  content,
  tokenizer,
}: {
  content: DatasetContent;
  tokenizer: TokenizerSpec;
}): TokenizerFit {
  if (content.kind === 'tagged')
    return fitGivenTokens(
      content.sentences.map(({ tokens }) => tokens),
      tokenizer,
    );
  const fitting = createTokenizerFitting(tokenizer);
  for (const text of textsOf(content)) fitting.add(text);
  return fitting.finish();
}

/** Returns the number of tokens of each text of a content. */
export function lengthsOf(content: DatasetContent, tokenizer: TokenizerState): Int32Array {
  if (content.kind === 'tagged') return Int32Array.from(content.sentences, ({ tokens }) => tokens.length);
  const { encode } = createTokenizer(tokenizer);
  return Int32Array.from(textsOf(content), (text) => encode(text).length);
}
