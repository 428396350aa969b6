import type { ErrorValues } from '../../src-engine/spec/engine-errors.ts';
import { studioErrors, type StudioErrorCode } from '../../src-main/contract/errors.ts';

type Texts<Entry> = Entry extends readonly string[] ? string : { [Reason in keyof Entry]: string };

/** A text for each error that the host tells of, and for each of its reasons. */
export type ErrorTexts = { [Code in StudioErrorCode]: Texts<(typeof studioErrors)[Code]> };

/** Key of an error's text; null where the error lacks what the text is about, as those of other versions may. */
export function errorKey(code: StudioErrorCode, details: ErrorValues): string | null {
  const entry: readonly string[] | Readonly<Record<string, readonly string[]>> = studioErrors[code];
  const reason = details['reason'] ?? '';
  const parameters = isList(entry) ? entry : entry[reason];
  if (parameters?.every((name) => name in details) !== true) return null;
  return isList(entry) ? `errors.${code}` : `errors.${code}.${reason}`;
}

const isList = (entry: readonly string[] | Readonly<Record<string, readonly string[]>>): entry is readonly string[] =>
  Array.isArray(entry);
