import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { choice, text, wholeNumber, type OptionValues } from '../options.ts';
import { UsageError } from '../usage-error.ts';

const tokenizerTypes = ['character', 'word', 'byte', 'bpe'] as const satisfies TokenizerSpec['type'][];

export const tokenizerOptions = {
  tokenizer: choice(tokenizerTypes, 'what the text is cut into (the preset’s if left out, else characters)'),
  'minimum-frequency': wholeNumber('N', 'rarer characters or words become one unknown token', 1),
  locale: text('TAG', 'whose rules cut words: en (if left out), ja, pt-BR…'),
  vocabulary: wholeNumber('N', 'tokens that bpe learns, with the 256 bytes (1000 if left out)', 257, 65_536),
};

const usualLocale = 'en';
const usualVocabularySize = 1000;

/** `null` means the usual one. Throws a UsageError where a setting belongs to another tokenizer. */
export function tokenizerSpec(values: OptionValues<typeof tokenizerOptions>): TokenizerSpec | null {
  const { tokenizer: type, locale, vocabulary: vocabularySize } = values;
  const minimumFrequency = values['minimum-frequency'] ?? 1;
  if (locale !== undefined && type !== 'word') throw new UsageError('--locale goes with --tokenizer word.');
  if (vocabularySize !== undefined && type !== 'bpe') throw new UsageError('--vocabulary goes with --tokenizer bpe.');
  switch (type) {
    case undefined:
      return values['minimum-frequency'] === undefined ? null : { type: 'character', minimumFrequency };
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
