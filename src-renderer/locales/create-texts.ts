import { createI18n } from 'vue-i18n';
import { en } from './en/index.ts';
import { ja } from './ja/index.ts';
import { keepCounters } from './keep-counters.ts';

export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];

export type Texts = ReturnType<typeof createTexts>['global'];

/** The texts of all languages, to begin with in `first`. `languageNow` tells the language that they are in at present. */
export const createTexts = (first: Language, languageNow: () => Language) =>
  createI18n({
    legacy: false,
    locale: first,
    fallbackLocale: 'en',
    messages: { en, ja },
    postTranslation: (text) => (typeof text === 'string' && languageNow() === 'ja' ? keepCounters(text) : text),
  });
