import en from 'zod/v4/locales/en.js';
import ja from 'zod/v4/locales/ja.js';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { Language } from '../../../locales/language.ts';
import { modelSpecSchema } from './document-schemas.ts';

export type ModelJsonError =
  /** `place` is null when it is not known. `found` is the character there; empty where the text or its line ends. */
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
  const place = placeTold(text, error instanceof Error ? error.message : String(error));
  const line = place === null ? undefined : text.split('\n')[place.line - 1];
  return { kind: 'syntax', place, found: place === null ? '' : (line?.charAt(place.column - 1) ?? '') };
}

function placeTold(text: string, told: string): { line: number; column: number } | null {
  const lineAndColumn = /line (\d+) column (\d+)/.exec(told);
  if (lineAndColumn !== null) return { line: Number(lineAndColumn[1]), column: Number(lineAndColumn[2]) };
  const position = /position (\d+)/.exec(told)?.[1];
  const end = /end of (JSON|data)/i.test(told) ? text.length : null;
  const at = position === undefined ? end : Number(position);
  if (at === null) return null;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>((so, key) => {
    if (typeof key === 'number') return `${so}[${key}]`;
    return so === '' ? String(key) : `${so}.${String(key)}`;
  }, '');
}
