import { watchEffect } from 'vue';
import { oneOf, remembered } from '../ui/remembered.ts';
import { createTexts, languages, type Language } from './create-texts.ts';

export { languages, type Language } from './create-texts.ts';

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

export const i18n = createTexts(language.value, () => language.value);

/** Keeps the texts and the document's language with the choice from now on. */
export function applyLanguage(): void {
  watchEffect(() => {
    i18n.global.locale.value = language.value;
    document.documentElement.lang = language.value;
  });
}
