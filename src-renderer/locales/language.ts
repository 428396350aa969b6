import { watchEffect } from 'vue';
import { createI18n } from 'vue-i18n';
import { oneOf, remembered } from '../ui/remembered.ts';
import { en } from './en/index.ts';
import { ja } from './ja/index.ts';
import { keepCounters } from './keep-counters.ts';

export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { en: 'English', ja: '日本語' };

function preferred(): Language {
  for (const tag of navigator.languages) {
    const language = languages.find((known) => tag.toLowerCase().startsWith(known));
    if (language !== undefined) return language;
  }
  return 'en';
}

/** The person's choice, or until then the browser's first language that the studio speaks. */
export const language = remembered<Language>('language', preferred(), oneOf(languages));

export const i18n = createI18n({
  legacy: false,
  locale: language.value,
  fallbackLocale: 'en',
  messages: { en, ja },
  postTranslation: (text) => (typeof text === 'string' && language.value === 'ja' ? keepCounters(text) : text),
});

/** Keeps the texts and the document's language with the choice from now on. */
export function applyLanguage(): void {
  watchEffect(() => {
    i18n.global.locale.value = language.value;
    document.documentElement.lang = language.value;
  });
}
