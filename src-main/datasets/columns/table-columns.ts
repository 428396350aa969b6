import { parseNumber } from '../../../src-engine/text/parse-number.ts';
import type { CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';
import type { ColumnGuess, ImportContent } from '../../contract/import-records.ts';
import type { TableColumn } from './table-column.ts';
import { guessListColumn, suggestTagged } from './tagged-columns.ts';

const labelName = /^(label|class|category|target|gender|sex|sentiment|topic|tag|y|ラベル|分類|クラス)$/i;
const textName = /^(text|sentence|content|body|message|review|comment|utterance|document|本文|文|文章|テキスト)$/i;
const mostClasses = 50;
const longestLabel = 60;
const longestName = 100;
const shownExamples = 3;

/** The number that a cell is; NaN where it is none. A semicolon is used where a comma marks the decimals. */
export function cellNumber(cell: string, delimiter: CsvDelimiter | null): number {
  const trimmed = cell.trim();
  return parseNumber(delimiter === ';' ? trimmed.replace(',', '.') : trimmed);
}

/** A header names columns: its cells are short, different and no numbers, and nothing that a later row has in the same place. */
export function looksLikeHeader([first, ...others]: readonly string[][], delimiter: CsvDelimiter | null): boolean {
  if (first === undefined || others.length === 0) return false;
  const names = first.map((cell) => cell.trim());
  const canName = (name: string) =>
    name !== '' && name.length <= longestName && Number.isNaN(cellNumber(name, delimiter));
  if (!names.every(canName) || new Set(names).size < names.length) return false;
  return names.every((name, place) => others.every((row) => row[place]?.trim() !== name));
}

/** Names by which columns are called: those of a header, made different; else their number. */
export function columnNames(first: readonly string[], isHeader: boolean): string[] {
  const used = new Set<string>();
  return first.map((cell, place) => {
    const wanted = (isHeader ? cell.trim() : '') || `column ${place + 1}`;
    let name = wanted;
    for (let n = 2; used.has(name); n++) name = `${wanted} (${n})`;
    used.add(name);
    return name;
  });
}

/** Guesses each column's role from its name and from some rows without the header. */
export function guessColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: CsvDelimiter | null,
): TableColumn[] {
  return names.map((name, place) => {
    const cells = rows.map((row) => row[place] ?? '').filter((cell) => cell.trim() !== '');
    const distinct = new Set(cells);
    const guess = guessColumn(name, cells, distinct.size, delimiter);
    return { name, guess, distinct: distinct.size, examples: [...distinct].slice(0, shownExamples) };
  });
}

function guessColumn(
  name: string,
  cells: readonly string[],
  distinct: number,
  delimiter: CsvDelimiter | null,
): ColumnGuess {
  if (cells.length === 0) return 'other';
  const list = guessListColumn(name, cells);
  if (list !== null) return list;
  const isRepeated = distinct <= mostClasses && (distinct <= cells.length / 2 || (distinct > 1 && cells.length < 6));
  const isShort = cells.every((cell) => cell.length <= longestLabel);
  if (labelName.test(name) && isShort && isRepeated) return 'label';
  if (textName.test(name)) return 'text';
  if (cells.every((cell) => !Number.isNaN(cellNumber(cell, delimiter)))) return 'numeric';
  return isRepeated && isShort && distinct > 1 && cells.length >= 6 ? 'label' : 'text';
}

/**
 * Suggests tags where there are tokens and tags, labels where there are texts and labels, otherwise numbers, of which
 * the last column is predicted one row ahead, and otherwise texts. A column that is called a text comes before numbers.
 */
export function suggestContent(columns: readonly TableColumn[]): ImportContent {
  const named = (guess: ColumnGuess) => columns.filter((column) => column.guess === guess).map(({ name }) => name);
  const [label] = [...named('label').filter((name) => labelName.test(name)), ...named('label')];
  const numbers = named('numeric');
  const texts = named('text');
  const text = texts.find((name) => textName.test(name)) ?? texts[0];
  const target = numbers.at(-1);
  const tagged = suggestTagged(columns);
  if (tagged !== null) return tagged;
  if (text !== undefined && label !== undefined) return { kind: 'labelled', textColumn: text, labelColumn: label };
  const hasTextName = text !== undefined && textName.test(text);
  if (target !== undefined && !hasTextName) {
    return { kind: 'numeric', features: numbers, targets: [target], horizon: 1 };
  }
  return { kind: 'text', textColumn: text ?? columns[0]?.name ?? null };
}
