import { createStream, type RandomStream } from '../random/stream.ts';
import type { TaggedSentence } from '../spec/dataset-content.ts';

/** Tokens in a row that are one entity, or outside of entities when `entity` is null. */
interface Span {
  tokens: string[];
  entity: string | null;
}

/** A part of a sentence: words as they are, or something that is drawn. */
type Part = string | ((random: RandomStream) => Span[]);

/** A grammar of sentences with names and dates, which knows of every token whether it belongs to one. */
export interface SentenceGrammar {
  /**
   * The patterns of sentences, each of which is drawn equally often. A word that is written with spaces is several
   * tokens.
   */
  sentences: readonly (readonly Part[])[];
}

/**
 * Writes sentences of a grammar with a tag for each token as in IOB2. The same seed always gives the same sentences.
 */
export function writeTaggedSentences(grammar: SentenceGrammar, count: number, seed: number): TaggedSentence[] {
  const random = createStream(seed, 'tagged-sentences', 0);
  return Array.from({ length: count }, () => {
    const parts = grammar.sentences[random.below(grammar.sentences.length)];
    const spans = parts.flatMap((part) => (typeof part === 'string' ? [outside(part)] : part(random)));
    return { tokens: spans.flatMap(({ tokens }) => tokens), tags: spans.flatMap(tagsOf) };
  });
}

/** Returns the sentences as CoNLL has them: a token and its tag on each line, and a blank line after each sentence. */
export function writeConll(sentences: readonly TaggedSentence[]): string {
  return sentences
    .map(({ tokens, tags }) => `${tokens.map((token, n) => `${token}\t${tags[n]}\n`).join('')}\n`)
    .join('');
}

export function outside(words: string): Span {
  return { tokens: words.split(' '), entity: null };
}

export function entity(type: string, words: string): Span {
  return { tokens: words.split(' '), entity: type };
}

export function pick<T>(random: RandomStream, from: readonly T[]): T {
  return from[random.below(from.length)];
}

function tagsOf({ tokens, entity }: Span): string[] {
  return tokens.map((_, n) => (entity === null ? 'O' : `${n === 0 ? 'B' : 'I'}-${entity}`));
}
