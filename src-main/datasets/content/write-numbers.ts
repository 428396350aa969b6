import { parseNumber } from '../../../src-engine/text/parse-number.ts';
import { StudioError } from '../../contract/errors.ts';
import type { ImportContent } from '../../contract/import-records.ts';
import { RaggedRows, readRows, type WholeRow } from '../cleaning/clean-rows.ts';
import { ColumnSpreads } from '../columns/column-spreads.ts';
import type { Table } from '../columns/table-beginning.ts';
import { cellNumber } from '../columns/table-columns.ts';
import type { ContentRequest, ImportedContent } from './imported-content.ts';
import type { NumericLayout } from './stored-content.ts';

/** Problems told one by one. */
const toldProblems = 5;

/**
 * Every row is a point in time, of which the chosen columns are kept, as CSV with commas. A row that was left out would shift all that come after
 * it, so nothing is: throws `invalid-data` with the lines where a row is ragged or a chosen cell is no number, and where there is no row so
 * far ahead as is to be predicted.
 */
export async function writeNumbers(
  { source, reading, sink }: ContentRequest,
  table: Table,
  content: Extract<ImportContent, { kind: 'numeric' }>,
): Promise<ImportedContent> {
  const { form, columns } = table;
  const chosen = columns.filter((name) => content.features.includes(name) || content.targets.includes(name));
  const places = chosen.map((name) => columns.indexOf(name));
  const spreads = new ColumnSpreads(chosen.length);
  const ragged = new RaggedRows();
  const problems: string[] = [];
  const badLines: string[] = [];
  let problemCount = 0;
  let count = 0;

  const numbersOf = ({ line, cells }: WholeRow, file: string): string => {
    const numbers = places.map((place) => cellNumber(cells[place] ?? '', form.delimiter));
    const wrong = numbers.findIndex(Number.isNaN);
    if (wrong >= 0 && ++problemCount <= toldProblems) {
      problems.push(`line ${line} of ${file} has “${cells[places[wrong]] ?? ''}” in column “${chosen[wrong]}”`);
      badLines.push(`${file}:${line}`);
    }
    spreads.add(numbers);
    return `${numbers.join(',')}\n`;
  };

  await sink.store(`${chosen.map(headerCell).join(',')}\n`);
  for await (const { file, rows } of readRows(reading, source, table, ragged)) {
    count += rows.length;
    let lines = '';
    for (const row of rows) lines += numbersOf(row, file.path);
    await sink.store(lines);
  }
  for (const { file, line, cells, expected } of ragged.told.slice(0, toldProblems - problems.length)) {
    problems.push(`line ${line} of ${file} has ${cells ?? 'no'} cells, not ${expected}`);
    badLines.push(`${file}:${line}`);
  }
  problemCount += ragged.count;
  if (problemCount > 0) throw notNumbers(problems, badLines, problemCount);
  if (count > 0 && count <= content.horizon) throw tooFewRows(source.name, count, content.horizon);
  const layout: NumericLayout = {
    features: content.features.map(seriesName),
    targets: content.targets.map(seriesName),
    horizon: content.horizon,
  };
  return {
    layout: JSON.stringify(layout),
    documents: 1,
    rows: null,
    classes: null,
    constantColumns: spreads.constantColumns().map((column) => chosen[column]),
    emptyFiles: count === 0 ? [source.name] : [],
  };
}

/** A name that the engine's reader of number tables takes for a name: it is no number, and has no line ends and spaces around it. */
function seriesName(name: string): string {
  const plain = name.replaceAll(/[\s"]+/g, ' ').trim();
  return Number.isNaN(parseNumber(plain)) && plain !== '' ? plain : `column ${plain}`;
}

function headerCell(name: string): string {
  const plain = seriesName(name);
  return plain.includes(',') ? `"${plain}"` : plain;
}

function tooFewRows(name: string, rows: number, horizon: number): StudioError {
  const message = `${name} has ${rows} rows, so none of them lies ${horizon} rows after another. Predict fewer rows ahead, or import more rows.`;
  return new StudioError('invalid-data', message, { reason: 'too-few-rows', name, rows, horizon });
}

function notNumbers(problems: readonly string[], lines: readonly string[], count: number): StudioError {
  const more = count > problems.length ? `; and ${count - problems.length} more` : '';
  const message = `Every row must have its numbers, but ${problems.join('; ')}${more}. Correct or remove these lines, or choose other columns.`;
  return new StudioError('invalid-data', message, { reason: 'bad-rows', count, lines: lines.join(', ') });
}
