import type { ErrorValues } from '../../src-engine/spec/engine-errors.ts';
import type { StudioErrorCode } from '../../src-main/contract/errors.ts';
import { isConnectionError, studioErrorOf } from '../client/connection/errors.ts';
import type { Language, Texts } from './create-texts.ts';
import { errorKey } from './error-texts.ts';
import { createFormat, type Format } from './format.ts';
import type { MessageKey } from './messages.ts';
import { modelProblemText } from './model-problem-text.ts';

export interface Locale extends Format {
  /** The text in the present language. `count` chooses between its singular and plural. */
  t(key: MessageKey, values?: Record<string, string | number>, count?: number): string;
  /** Joins sentences as the language does: Japanese leaves no space after a full stop. */
  sentences(...texts: string[]): string;
  /** Joins the parts of an enumeration as the language does. */
  list(parts: readonly string[]): string;
  /** Tells whether a key that was put together from data exists. */
  has(key: string): key is MessageKey;
  /** Tells an error's meaning to the person, and what to do. */
  errorText(error: unknown): string;
  /** The same of an error that was kept. `message` is the host's own, in English. */
  failureText(failure: { code: StudioErrorCode; message: string; details: ErrorValues }): string;
}

/** Texts, numbers and dates in the language that `languageNow` tells, whenever they are asked for. */
export function createLocale(texts: Texts, languageNow: () => Language): Locale {
  const formats = new Map<Language, Format>();
  function format(): Format {
    const language = languageNow();
    let own = formats.get(language);
    if (own === undefined) {
      own = createFormat(language);
      formats.set(language, own);
    }
    return own;
  }

  const t: Locale['t'] = (key, values = {}, count) =>
    count === undefined ? texts.t(key, values) : texts.t(key, { count, ...values }, { plural: count });

  const locale: Locale = {
    t,
    sentences: (...parts) => parts.join(languageNow() === 'ja' ? '' : ' '),
    list: (parts) => parts.join(languageNow() === 'ja' ? '、' : ', '),
    has: (key): key is MessageKey => texts.te(key),
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
  return locale;
}
