import type { ErrorValues } from '../../src-engine/spec/engine-errors.ts';
import type { StudioErrorCode } from '../../src-main/contract/errors.ts';
import { isConnectionError, studioErrorOf } from '../client/connection/errors.ts';
import { errorKey } from './error-texts.ts';
import { provideWords } from '../ui/words.ts';
import { createFormat, type Format } from './format.ts';
import { i18n, language, languages, type Language } from './language.ts';
import type { MessageKey } from './messages.ts';
import { modelProblemText } from './model-problem-text.ts';

export interface Locale extends Format {
  /** The text in the present language. `count` chooses between its singular and plural. */
  t(key: MessageKey, values?: Record<string, string | number>, count?: number): string;
  /** Joins sentences as the language does: Japanese leaves no space after a full stop. */
  sentences(...texts: string[]): string;
  /** Tells whether a key that was put together from data exists. */
  has(key: string): key is MessageKey;
  /** Tells an error's meaning to the person, and what to do. */
  errorText(error: unknown): string;
  /** The same of an error that was kept. `message` is the host's own, in English. */
  failureText(failure: { code: StudioErrorCode; message: string; details: ErrorValues }): string;
}

const formats = new Map<Language, Format>();

function format(): Format {
  let own = formats.get(language.value);
  if (own === undefined) {
    own = createFormat(language.value);
    formats.set(language.value, own);
  }
  return own;
}

const t: Locale['t'] = (key, values = {}, count) =>
  count === undefined ? i18n.global.t(key, values) : i18n.global.t(key, { count, ...values }, { plural: count });

const locale: Locale = {
  t,
  sentences: (...texts) => texts.join(language.value === 'ja' ? '' : ' '),
  has: (key): key is MessageKey => i18n.global.te(key),
  errorText(error) {
    const message = error instanceof Error ? error.message : String(error);
    const known = studioErrorOf(error);
    if (known !== null) return locale.failureText({ ...known, message });
    if (isConnectionError(error)) return t('errors.connection');
    return t('errors.unexpected', { message });
  },
  failureText({ code, message, details }) {
    const key = errorKey(code, details);
    const values = Object.fromEntries(
      Object.entries(details).map(([name, value]) => [
        name,
        typeof value === 'number' ? format().number(value) : value,
      ]),
    );
    if (code === 'invalid-model' && 'problem' in details) {
      values['problem'] = modelProblemText(locale, details) ?? message;
    }
    return key !== null && locale.has(key) ? t(key, values) : t('errors.unexpected', { message });
  },
  integer: (value) => format().integer(value),
  number: (value) => format().number(value),
  fixed: (value, decimals) => format().fixed(value, decimals),
  compact: (value) => format().compact(value),
  loss: (value) => format().loss(value),
  perplexity: (value) => format().perplexity(value),
  percent: (value, digits) => format().percent(value, digits),
  bytes: (value) => format().bytes(value),
  duration: (milliseconds) => format().duration(milliseconds),
  dateTime: (timestamp) => format().dateTime(timestamp),
  recentDateTime: (timestamp, now) => format().recentDateTime(timestamp, now),
  clock: (timestamp) => format().clock(timestamp),
  wallClock: (local, detail) => format().wallClock(local, detail),
};

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
