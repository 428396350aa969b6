import { formatTime } from '../../../../src-engine/forecast/time/format-time.ts';
import type { Understood } from '../../../contract/datasets/column-records.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import type { FoundColumn } from '../../columns/column-facts.ts';
import { understoodColumns } from '../../meaning/understood-columns.ts';
import type { ArrangedPiece, ArrangedSeries } from './arranged-series.ts';
import type { NumberTable } from './number-table.ts';
import { curveOf } from './series-curve.ts';

const toldSeries = 100;

/** Tells what was understood of a table whose rows are in order of time. */
export function understandSeries(
  found: readonly FoundColumn[],
  content: ContentInTime,
  table: NumberTable,
  arranged: ArrangedSeries,
): Understood {
  const { pieces, findings } = arranged;
  const known = pieces.reduce((sum, piece) => sum + piece.known, 0);
  const rows = pieces.reduce((sum, piece) => sum + piece.times.length, 0);
  const series = seriesOf(pieces, content);
  return {
    columns: understoodColumns(found, content),
    rowsUsed: known,
    plannedRows: rows - known,
    ...findings,
    time: timeOf(table, arranged),
    seriesCount: series.length,
    series: series.slice(0, toldSeries),
    curve: curveOf(arranged, content.kind === 'series' ? content.predict[0] : (arranged.columns[0]?.name ?? '')),
  };
}

function timeOf({ time: read }: NumberTable, { time, pieces }: ArrangedSeries): Understood['time'] {
  if (time === null || read === null || pieces.length === 0) return null;
  const first = pieces.reduce((least, { times }) => Math.min(least, times[0]), Infinity);
  const last = pieces.reduce((most, { times }) => Math.max(most, times[times.length - 1]), -Infinity);
  return {
    column: time.name,
    from: String(formatTime(time, first)),
    to: String(formatTime(time, last)),
    step: time.step,
    zone: time.zone,
    format: read.column.format,
  };
}

/** The pieces of a series are told together; where series have no names each is one. */
function seriesOf(pieces: readonly ArrangedPiece[], content: ContentInTime): Understood['series'] {
  const isApart = content.kind === 'labelled-series' && content.series === null;
  const told = new Map<unknown, Understood['series'][number]>();
  for (const [place, { series, label, times }] of pieces.entries()) {
    const key = isApart ? place : series;
    const known = told.get(key) ?? { name: series, rows: 0, pieces: 0, label };
    told.set(key, { ...known, rows: known.rows + times.length, pieces: known.pieces + 1 });
  }
  return [...told.values()];
}
