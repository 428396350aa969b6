import { provideWords } from '../ui/words.ts';
import { createLocale, type Locale } from './create-locale.ts';
import { i18n, language, languages } from './language.ts';
import type { MessageKey } from './messages.ts';

export type { Locale } from './create-locale.ts';

const locale = createLocale(i18n.global, () => language.value);
const { t } = locale;

/** A text in each language, for a search that understands all of them. */
export const inEveryLanguage = (key: MessageKey): string[] =>
  languages.map((each) => i18n.global.t(key, {}, { locale: each }));

/** Texts, numbers and dates in the present language. Used inside templates and computed values they follow a change of it. */
export const useLocale = (): Locale => locale;

// Controls say these by themselves, in whatever page they stand; each is looked up when it is shown, so that it follows the language.
provideWords({
  get cancel() {
    return t('actions.cancel');
  },
  get close() {
    return t('actions.close');
  },
  get retry() {
    return t('actions.retry');
  },
  get loading() {
    return t('actions.loading');
  },
  get notifications() {
    return t('shell.notifications');
  },
  get breadcrumb() {
    return t('shell.breadcrumb');
  },
  copy: (what) => t('actions.copy', { what }),
  copied: (what) => t('actions.copied', { what }),
  numberProblem: (problem, min, max) => t(`fields.${problem}`, { min: locale.number(min), max: locale.number(max) }),
  error: (error) => locale.errorText(error),
  term(term) {
    const name = t(`terms.${term}.name`);
    return { name, text: t(`terms.${term}.text`), explain: t('actions.explain', { term: name }) };
  },
});
