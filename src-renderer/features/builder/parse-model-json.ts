import en from 'zod/v4/locales/en.js';
import ja from 'zod/v4/locales/ja.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Language } from '../../locales/language.ts';
import { modelSpecSchema } from './document-schemas.ts';

export type ModelJsonError =
  /** `place` null: it is not known. `found` is the character there; empty where the text or its line ends. */
  | { kind: 'syntax'; place: { line: number; column: number } | null; found: string }
  /** `path` is written as in JavaScript: `layers[1].units`; empty for the whole. */
  | { kind: 'value'; path: string; message: string };

const locales = { en, ja } satisfies Record<Language, unknown>;

/** Reads a model that a person writes by hand; settings that are left out take their usual values. */
export function parseModelJson(
  text: string,
  language: Language,
): { model: ModelSpec; errors: [] } | { model: null; errors: ModelJsonError[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { model: null, errors: [syntaxError(text, error)] };
  }
  const parsed = modelSpecSchema.safeParse(value, { error: locales[language]().localeError });
  if (parsed.success) return { model: parsed.data, errors: [] };
  const errors = parsed.error.issues.map(({ path, message }) => ({
    kind: 'value' as const,
    path: written(path),
    message,
  }));
  return { model: null, errors };
}

/** Browsers tell the place in their own words: by position, or by line and column. What is wrong there they tell in English only. */
function syntaxError(text: string, error: unknown): ModelJsonError {
  const told = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n');
  const written = /line (\d+) column (\d+)/.exec(told);
  const position = /position (\d+)/.exec(told)?.[1];
  const end = /end of (JSON|data)/i.test(told) ? text.length : null;
  const at = position === undefined ? end : Number(position);
  const before = at === null ? null : text.slice(0, at).split('\n');
  const [line, column] =
    written !== null
      ? [Number(written[1]), Number(written[2])]
      : [before?.length ?? 0, (before?.at(-1)?.length ?? 0) + 1];
  if (line === 0) return { kind: 'syntax', place: null, found: '' };
  return { kind: 'syntax', place: { line, column }, found: lines[line - 1]?.charAt(column - 1) ?? '' };
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>((so, key) => {
    if (typeof key === 'number') return `${so}[${key}]`;
    return so === '' ? String(key) : `${so}.${String(key)}`;
  }, '');
}
