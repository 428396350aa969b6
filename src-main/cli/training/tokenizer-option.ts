import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { UsageError } from '../usage-error.ts';

export const tokenizerTypes = ['character', 'word', 'byte', 'bpe'] as const satisfies TokenizerSpec['type'][];

export interface WantedTokenizer {
  type: TokenizerSpec['type'];
  minimumFrequency: number;
  /** Of words. */
  locale: string | undefined;
  /** Of BPE. */
  vocabularySize: number | undefined;
}

const usualLocale = 'en';
const usualVocabularySize = 1000;

/** Throws a UsageError where a setting belongs to another tokenizer. */
export function tokenizerSpec({ type, minimumFrequency, locale, vocabularySize }: WantedTokenizer): TokenizerSpec {
  if (locale !== undefined && type !== 'word') throw new UsageError('--locale goes with --tokenizer word.');
  if (vocabularySize !== undefined && type !== 'bpe') throw new UsageError('--vocabulary goes with --tokenizer bpe.');
  switch (type) {
    case 'word':
      return { type, minimumFrequency, locale: requireLocale(locale ?? usualLocale) };
    case 'bpe':
      return { type, minimumFrequency, vocabularySize: vocabularySize ?? usualVocabularySize };
    default:
      return { type, minimumFrequency };
  }
}

function requireLocale(locale: string): string {
  try {
    return new Intl.Locale(locale).toString();
  } catch {
    throw new UsageError(`--locale takes a language tag such as en, ja or pt-BR, not “${locale}”.`);
  }
}
