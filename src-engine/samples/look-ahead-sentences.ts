import type { RandomStream } from '../random/stream.ts';
import { entity, outside, pick, type SentenceGrammar } from './tagged-sentences.ts';

/**
 * Sentences about words that are a person's name or a month, April and May among them. In `later` only the words that
 * follow tell which; in `earlier` those that come before tell it too.
 */
export interface LookAheadGrammars {
  later: SentenceGrammar;
  earlier: SentenceGrammar;
  /** The words that may be either. */
  ambiguous: readonly string[];
}
