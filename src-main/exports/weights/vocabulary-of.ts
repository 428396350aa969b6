import type { Pickled } from '../../../src-engine/interchange/pickle/pickled.ts';

const deepestNesting = 3;

/**
 * The texts of tokens by id, wherever in a file they are: a list of texts, an object from text to id or from id to text. `null` means nowhere.
 */
export function vocabularyOf(value: Pickled | unknown, depth = 0): string[] | null {
  if (depth > deepestNesting) return null;
  if (Array.isArray(value)) {
    if (value.length > 1 && value.every((each) => typeof each === 'string')) return value as string[];
    return null;
  }
  const entries = entriesOf(value);
  const direct = fromPairs(entries) ?? fromPairs(entries.map(([key, id]) => [id, key]));
  if (direct !== null) return direct;
  for (const [, inner] of entries) {
    const found = vocabularyOf(inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function entriesOf(value: unknown): [unknown, unknown][] {
  if (value instanceof Map) return [...value] as [unknown, unknown][];
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Pairs of a text and its id, where the ids are 0, 1, 2… in any order. */
function fromPairs(pairs: readonly (readonly [unknown, unknown])[]): string[] | null {
  if (pairs.length < 2) return null;
  const texts = new Array<string | undefined>(pairs.length);
  for (const [text, id] of pairs) {
    const n = typeof id === 'string' && /^\d{1,8}$/.test(id) ? Number(id) : id;
    if (typeof text !== 'string' || typeof n !== 'number' || !(n >= 0 && n < pairs.length) || texts[n] !== undefined)
      return null;
    texts[n] = text;
  }
  return texts as string[];
}
