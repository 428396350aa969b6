import type { TokenizerSpec, TokenizerState } from '../spec/tokenizer-spec.ts';
import { scanWords } from './scan-words.ts';
import type { TokenizerFit } from './tokenizer.ts';
import { buildVocabulary } from './vocabulary.ts';

/**
 * Chooses a vocabulary for texts that were cut into tokens by somebody else, and whose tokens are not cut again. Plain texts are cut into
 * words without blanks for it later, so a specification of another type becomes one of these.
 */
export function fitGivenTokens(texts: Iterable<readonly string[]>, given: TokenizerSpec): TokenizerFit {
  const counts = new Map<string, number>();
  for (const tokens of texts) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const spec = givenTokensSpec(given);
  const { tokens, frequencies, unknownId } = buildVocabulary(counts, spec.minimumFrequency);
  return {
    state: { spec, vocabulary: tokens, unknownId, merges: [] },
    frequencies,
    tokenCount: frequencies.reduce((sum, count) => sum + count, 0),
  };
}

/** The specification that `fitGivenTokens` makes of another one. */
export function givenTokensSpec(spec: TokenizerSpec): TokenizerSpec & { type: 'word' } {
  const locale = spec.type === 'word' ? spec.locale : 'en';
  return { type: 'word', locale, minimumFrequency: spec.minimumFrequency, leavesOutBlanks: true };
}

/**
 * Returns a function from a whole token to its id. A token that the vocabulary lacks gets the id of the unknown token,
 * or −1, which is read as zeros, when there is none.
 */
export function tokenIds({ vocabulary, unknownId }: TokenizerState): (token: string) => number {
  const ids = new Map(vocabulary.map((token, id) => [token, id]));
  if (unknownId !== null) ids.delete(vocabulary[unknownId]);
  return (token) => ids.get(token) ?? unknownId ?? -1;
}

/**
 * Cuts a plain text into tokens as a vocabulary of given ones has them. A run between blanks is one token when the
 * vocabulary has it, such as `U.N.`, and otherwise is cut into words. Each token has its place in UTF-16 code units.
 */
export function cutIntoTokens(text: string, { vocabulary, spec }: TokenizerState): { text: string; start: number }[] {
  const known = new Set(vocabulary);
  const scan = scanWords(givenTokensSpec(spec));
  return Array.from(text.matchAll(/\S+/gu)).flatMap(({ 0: run, index }) => {
    if (known.has(run)) return [{ text: run, start: index }];
    const words: { text: string; start: number }[] = [];
    scan(run, {
      units: () => undefined,
      piece: (start, end) => words.push({ text: run.slice(start, end), start: index + start }),
    });
    return words;
  });
}
