import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { UsageError } from '../usage-error.ts';

export const tokenizerTypes = ['character', 'word', 'byte', 'bpe'] as const satisfies TokenizerSpec['type'][];

export interface WantedTokenizer {
  /** `undefined` means whatever is usual. */
  type: TokenizerSpec['type'] | undefined;
  minimumFrequency: number | undefined;
  /** The language of words. */
  locale: string | undefined;
  /** The vocabulary size of BPE. */
  vocabularySize: number | undefined;
}

const usualLocale = 'en';
const usualVocabularySize = 1000;

/** `null` means the usual one. Throws a UsageError where a setting belongs to another tokenizer. */
export function tokenizerSpec(wanted: WantedTokenizer): TokenizerSpec | null {
  const { type, locale, vocabularySize } = wanted;
  const minimumFrequency = wanted.minimumFrequency ?? 1;
  if (locale !== undefined && type !== 'word') throw new UsageError('--locale goes with --tokenizer word.');
  if (vocabularySize !== undefined && type !== 'bpe') throw new UsageError('--vocabulary goes with --tokenizer bpe.');
  switch (type) {
    case undefined:
      return wanted.minimumFrequency === undefined ? null : { type: 'character', minimumFrequency };
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
