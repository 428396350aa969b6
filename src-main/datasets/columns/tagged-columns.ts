import type { ColumnGuess, ImportContent } from '../../contract/import-records.ts';
import { conllUColumns } from '../readers/conll-reader.ts';
import { isTagName, isTokenName } from '../readers/recognize-conll.ts';
import type { TableColumn } from './table-column.ts';

const shownExamples = 3;

/** Returns the role of a column of JSONL whose cells are lists; null when they are none. */
export function guessListColumn(name: string, cells: readonly string[]): ColumnGuess | null {
  if (!cells.every((cell) => cell.startsWith('[') && cell.endsWith(']'))) return null;
  if (isTagName(name)) return 'tag';
  return isTokenName(name) ? 'token' : null;
}

/**
 * Guesses the columns of tokens and tags. Unless a header names them, the first column holds the tokens and the last
 * one the tags; in CoNLL-U they are the second and the fourth.
 */
export function guessTaggedColumns(names: readonly string[], rows: readonly (readonly string[])[]): TableColumn[] {
  const hasNumbers = rows.every(([number]) => /^\d+([-.]\d+)?$/.test(number));
  const isConllU = names.length === conllUColumns && hasNumbers;
  const placeOf = (isMeant: (name: string) => boolean, usual: number) => {
    const named = names.findLastIndex(isMeant);
    return named < 0 ? usual : named;
  };
  const token = placeOf(isTokenName, isConllU ? 1 : 0);
  const tag = placeOf(isTagName, isConllU ? 3 : names.length - 1);
  return names.map((name, place) => {
    const distinct = new Set(rows.map((row) => row[place]));
    const guess: ColumnGuess = place === token ? 'token' : place === tag ? 'tag' : 'other';
    return { name, guess, distinct: distinct.size, examples: [...distinct].slice(0, shownExamples) };
  });
}

/** Suggests the columns of tokens and tags; `null` means that there are none. */
export function suggestTagged(columns: readonly TableColumn[]): ImportContent | null {
  const token = columns.find(({ guess }) => guess === 'token');
  const tag = columns.findLast(({ guess }) => guess === 'tag');
  if (token === undefined || tag === undefined) return null;
  return { kind: 'tagged', tokenColumn: token.name, tagColumn: tag.name };
}
