import type { LabelledSeriesLayout, SeriesLayout, SeriesRole } from '../../../src-engine/spec/series-layout.ts';
import { cleanSeries, type CleanSeries } from '../cleaning/series/clean-series.ts';
import type { ArrangedPiece } from '../cleaning/series/arranged-series.ts';
import { ClassNumbers } from '../columns/class-numbers.ts';
import { ColumnSpreads } from '../columns/column-spreads.ts';
import type { Table } from '../columns/table-beginning.ts';
import type { ContentInTime, ContentOf } from '../../contract/datasets/import-content.ts';
import { unclearMeaning } from '../meaning/unclear.ts';
import type { ContentRequest, ImportedContent } from './imported-content.ts';
import { RowHashes } from './row-hashes.ts';

const rowsAtOnce = 1000;

/**
 * Keeps the rows of each series in order of time, as CSV with commas. Throws `invalid-data` with the question where a person has to decide
 * what becomes of gaps, duplicates or missing values.
 */
export async function writeSeries(
  request: ContentRequest,
  table: Table,
  content: ContentInTime,
): Promise<ImportedContent> {
  const cleaned = await cleanSeries(request, table, content);
  const [question] = cleaned.questions;
  if (question !== undefined) throw unclearMeaning(request.source.name, question);
  const { columns, pieces, time, understood } = cleaned;
  const spreads = new ColumnSpreads(columns.length);
  const hashes = new RowHashes();
  const classes = new ClassNumbers();
  await request.sink.store(`${headerOf(cleaned).map(headerCell).join(',')}\n`);
  for (const piece of pieces) {
    const hashed = await writePiece(request, piece, time !== null, spreads);
    if (piece.label !== null) hashes.add(hashed, classes.add(piece.label));
  }
  const isLabelled = content.kind === 'labelled-series';
  const layout = isLabelled ? labelledLayout(cleaned, classes) : seriesLayout(cleaned, content);
  return {
    layout: JSON.stringify(layout),
    documents: pieces.length,
    rows: isLabelled
      ? {
          count: pieces.length,
          duplicates: hashes.duplicates(),
          leaked: hashes.leaked(true),
          ragged: [],
          raggedCount: 0,
          incomplete: 0,
        }
      : null,
    classes: isLabelled ? classes.histogram() : null,
    constantColumns: spreads.constantColumns().map((column) => columns[column].name),
    understood,
    emptyFiles: pieces.length === 0 ? [request.source.name] : [],
  };
}

/** Stores the rows of a piece, and returns what tells it from others. */
async function writePiece(
  { sink }: ContentRequest,
  { times, columns, known }: ArrangedPiece,
  hasTime: boolean,
  spreads: ColumnSpreads,
): Promise<string> {
  let written = '';
  for (let start = 0; start < times.length; start += rowsAtOnce) {
    let lines = '';
    for (let row = start; row < Math.min(times.length, start + rowsAtOnce); row++) {
      const values = columns.map((column) => column[row]);
      if (row < known) spreads.add(values);
      const cells = values.map((value) => (Number.isNaN(value) ? '' : String(value))).join(',');
      lines += hasTime ? `${times[row]},${cells}\n` : `${cells}\n`;
      if (written.length < hashedCharacters) written += `${cells}\n`;
    }
    await sink.store(lines);
  }
  return written;
}

/** Sequences that agree in so many characters are hardly different. */
const hashedCharacters = 2 ** 20;

function seriesLayout({ time, columns, pieces }: CleanSeries, content: ContentInTime): SeriesLayout {
  const { predict, knownAhead, horizon } = content as ContentOf<'series'>;
  const roleOf = (name: string): SeriesRole =>
    predict.includes(name) ? 'predict' : knownAhead.includes(name) ? 'known-ahead' : 'read';
  return {
    version: 1,
    time,
    columns: columns.map((column) => ({ ...column, role: roleOf(column.name) })),
    pieces: pieces.map(({ series, times, known }) => ({ series, rows: times.length, known })),
    horizon,
  };
}

function labelledLayout({ time, columns, pieces }: CleanSeries, classes: ClassNumbers): LabelledSeriesLayout {
  const names = classes.histogram().map(({ label }) => label);
  const places = new Map(names.map((name, place) => [name, place]));
  return {
    version: 1,
    time,
    columns,
    classes: names,
    pieces: pieces.map(({ series, times, label }) => ({
      series,
      rows: times.length,
      label: places.get(label ?? '') ?? 0,
    })),
  };
}

function headerOf({ time, columns }: CleanSeries): string[] {
  return [...(time === null ? [] : [time.name]), ...columns.map(({ name }) => name)];
}

/** The header is one line, whatever names are like; the layout has them as they are. */
function headerCell(given: string): string {
  const name = given.replaceAll(/[\r\n]+/g, ' ');
  return /[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
