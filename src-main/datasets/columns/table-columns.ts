import { parseNumber } from '../../../src-engine/text/parse-number.ts';
import type { CsvDelimiter } from '../../../src-engine/text/csv-rows.ts';

const longestName = 100;

/** The number that a cell is; NaN where it is none. A semicolon is used where a comma marks the decimals. */
function cellNumber(cell: string, delimiter: CsvDelimiter | null): number {
  const trimmed = cell.trim();
  return parseNumber(delimiter === ';' ? trimmed.replace(',', '.') : trimmed);
}

/** A header names columns: its cells are short, different and no numbers, and nothing that a later row has in the same place. */
export function looksLikeHeader([first, ...others]: readonly string[][], delimiter: CsvDelimiter | null): boolean {
  if (first === undefined || others.length === 0) return false;
  const all = first.map((cell) => cell.trim());
  // Tables of data frames have a first column without a name, which numbers the rows.
  const names = all.length > 1 && all[0] === '' ? all.slice(1) : all;
  const canName = (name: string) =>
    name !== '' && name.length <= longestName && Number.isNaN(cellNumber(name, delimiter));
  if (!names.every(canName) || new Set(names).size < names.length) return false;
  return all.every((name, place) => others.every((row) => row[place]?.trim() !== name));
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
