import { computed } from 'vue';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import { openLimits, trainingLimits } from '../../../src-main/contract/training-limits.ts';
import { language } from '../../locales/language.ts';
import { useLocale } from '../../locales/use-locale.ts';

const tokenizerTypes = ['character', 'word', 'byte', 'bpe'] as const;
const offeredLocales = ['en', 'ja', 'de', 'fr', 'es', 'zh', 'ko'] as const;
const usualPairs = 1024;

/** Returns what forms offer for a tokenizer. Bytes and byte pairs can write every text, so nothing is rare for them. */
export function useTokenizerFields(spec: () => TokenizerSpec) {
  const { t } = useLocale();

  const types = computed(() => tokenizerTypes.map((value) => ({ value, label: t(`tokenizers.${value}`) })));
  /** A locale from elsewhere, such as the command line, stays what it is. */
  const locales = computed(() => {
    const offered = offeredLocales.map((value) => ({ value: value as string, label: t(`wordLocales.${value}`) }));
    const tokenizer = spec();
    if (tokenizer.type !== 'word' || offered.some(({ value }) => value === tokenizer.locale)) return offered;
    return [...offered, { value: tokenizer.locale, label: tokenizer.locale }];
  });

  /** The number that the tokenizer is known by, and the tokenizer with another one; null for bytes, which have none. */
  function numberOf(tokenizer: TokenizerSpec) {
    switch (tokenizer.type) {
      case 'character':
      case 'word':
        return {
          label: t('trainFields.minimumFrequency'),
          term: 'rareTokens' as const,
          limits: openLimits.minimumFrequency,
          value: tokenizer.minimumFrequency,
          change: (minimumFrequency: number): TokenizerSpec => ({ ...tokenizer, minimumFrequency }),
        };
      case 'bpe':
        return {
          label: t('trainFields.bpeSize'),
          term: 'bpe' as const,
          limits: trainingLimits.bpeVocabularySize,
          value: tokenizer.vocabularySize,
          change: (vocabularySize: number): TokenizerSpec => ({ ...tokenizer, vocabularySize }),
        };
      case 'byte':
        return null;
    }
  }
  const number = computed(() => numberOf(spec()));

  /** Returns a tokenizer of another type as people usually want it. */
  function usual(type: TokenizerSpec['type']): TokenizerSpec {
    const { minimumFrequency } = spec();
    switch (type) {
      case 'character':
        return { type, minimumFrequency };
      case 'word':
        return { type, locale: language.value, minimumFrequency };
      case 'byte':
        return { type, minimumFrequency: 1 };
      case 'bpe':
        return { type, vocabularySize: usualPairs, minimumFrequency: 1 };
    }
  }

  return { types, locales, number, usual };
}
