import { StudioError } from '../../../contract/errors.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import type { ArrangedPiece, ArrangedSeries } from './arranged-series.ts';
import { findProblems } from './find-problems.ts';
import { columnParts } from './known-rows.ts';
import { lineOf, type NumberTable } from './number-table.ts';
import { orderSeries, type OrderedRows } from './order-series.ts';
import { seriesQuestions } from './series-questions.ts';
import type { ColumnScale } from './series-rows.ts';
import { settleSeries } from './settle-series.ts';

/**
 * Puts the rows of a table into the order of their series and times, and does with gaps, duplicates and missing values what was chosen.
 * Anything that is not chosen is asked instead.
 */
export function arrangeSeries(table: NumberTable, content: ContentInTime): ArrangedSeries {
  const ordered = orderSeries(table, content);
  const parts = columnParts(table, content);
  const found = findProblems(table, ordered, parts);
  const questions = seriesQuestions({ table, content, ordered, found });
  const scales = table.columns.map(({ categories }): ColumnScale => (categories === null ? 'number' : 'category'));
  const { axis } = ordered;
  const pieces: ArrangedPiece[] = [];
  let dropped = 0;
  for (const rows of questions.length === 0 ? ordered.series : []) {
    const settled = settleSeries(rows, { axis, parts, scales, content, keepsPlans: table.known !== null });
    dropped += settled.dropped;
    const { series } = rows;
    const label = labelOf(table, rows);
    for (const piece of settled.pieces) pieces.push({ ...piece, series, label });
  }
  const skipped = found.skipped.found();
  return {
    time: table.time === null || axis === null ? null : { name: table.time.name, ...axis },
    columns: table.columns.map(({ name, categories }) => ({ name, categories })),
    pieces,
    findings: {
      rowsDropped: [
        ...(skipped.count > 0 ? [{ reason: 'no-time' as const, ...skipped }] : []),
        ...(dropped > 0 ? [{ reason: 'no-value' as const, count: dropped, places: found.missing.places }] : []),
      ],
      gaps: { ...found.gaps.found(), rows: ordered.facts?.missingRows ?? 0, treatment: content.gaps },
      duplicates: { ...found.duplicates.found(), treatment: content.duplicates },
      missing: { ...found.missing.found(), treatment: content.missing },
    },
    questions,
  };
}

/** Returns the label of a series. Throws `invalid-data` where its rows have several. */
function labelOf(table: NumberTable, { rows, series }: OrderedRows): string | null {
  const { label } = table;
  if (label === null || rows.length === 0) return null;
  const number = label.numbers[rows[0]];
  const other = rows.find((row) => label.numbers[row] !== number);
  if (other === undefined) return label.names[number];
  const { line } = lineOf(table, other);
  const [first, second] = [label.names[number], label.names[label.numbers[other]]];
  const name = series ?? '';
  const message = `The series “${name}” has the labels “${first}” and, in line ${line}, “${second}”. A sequence has one label: correct the table, or choose another column of series.`;
  throw new StudioError('invalid-data', message, { reason: 'label-varies', name, first, second, line });
}
