import type { TimeAxis } from '../../../../src-engine/spec/series-layout.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import { endsOf, type ColumnParts } from './known-rows.ts';
import { partOf, wholeRuns } from './row-segments.ts';
import type { ColumnScale, SeriesRows } from './series-rows.ts';
import { settleDuplicates } from './settle-duplicates.ts';
import { fillGaps, splitAtGaps } from './settle-gaps.ts';
import { fillValues, interpolateValues } from './settle-missing.ts';

export interface SettledPiece extends SeriesRows {
  /** Rows whose values are all known; those after them are plans. */
  known: number;
}

interface Settling {
  axis: TimeAxis | null;
  parts: ColumnParts;
  scales: readonly ColumnScale[];
  content: ContentInTime;
  /** True where plans are of use without known rows before them, as those of a larger table are. */
  keepsPlans: boolean;
}

/** Does with the rows of one series what was chosen, and cuts it into pieces that have all of their values. */
export function settleSeries(rows: SeriesRows, settling: Settling): { pieces: SettledPiece[]; dropped: number } {
  const { axis, parts, content, scales } = settling;
  const single =
    content.duplicates === null || axis === null ? rows : settleDuplicates(rows, content.duplicates, scales);
  const ends = endsOf(single, parts);
  const filled = fillMissing(partOf(single, 0, ends.rows), ends.known, settling);
  const planned = ends.known === 0 && settling.keepsPlans ? plansAfter(filled, 0, parts.ahead) : 0;
  if (planned > 0) return { pieces: [{ ...partOf(filled, 0, planned), known: 0 }], dropped: 0 };
  const runs = wholeRuns(partOf(filled, 0, ends.known), parts.all);
  const pieces = runs.flatMap(({ start, end }) => {
    const last = end === ends.known ? plansAfter(filled, end, parts.ahead) : end;
    return settleGaps(partOf(filled, start, last), end - start, settling);
  });
  const whole = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  return { pieces, dropped: ends.known - whole };
}

/** Returns where the plans end whose known-ahead values are all there. */
function plansAfter({ times, columns }: SeriesRows, known: number, ahead: readonly number[]): number {
  let end = known;
  while (end < times.length && ahead.every((place) => !Number.isNaN(columns[place][end]))) end++;
  return end;
}

/** Plans say nothing of values that are not known ahead, so those are filled in known rows alone. */
function fillMissing(rows: SeriesRows, known: number, { parts, scales, content }: Settling): SeriesRows {
  const { missing } = content;
  if (missing !== 'fill' && missing !== 'interpolate') return rows;
  const columns = rows.columns.map((values, place) => {
    const end = parts.ahead.includes(place) ? values.length : known;
    const times = rows.times.subarray(0, end);
    const before = values.subarray(0, end);
    const settled = missing === 'fill' ? fillValues(before) : interpolateValues(before, times, scales[place]);
    const all = values.slice();
    all.set(settled);
    return all;
  });
  return { times: rows.times, columns };
}

function settleGaps(rows: SeriesRows, known: number, { axis, parts, scales, content }: Settling): SettledPiece[] {
  const { gaps } = content;
  if (axis === null || gaps === null) return [{ ...rows, known }];
  if (gaps === 'split') {
    let before = 0;
    return splitAtGaps(rows, axis).flatMap((piece) => {
      const left = Math.max(0, Math.min(piece.times.length, known - before));
      before += piece.times.length;
      return left === 0 ? [] : [{ ...piece, known: left }];
    });
  }
  const grid = fillGaps(rows, axis, gaps, scales);
  const last = rows.times[known - 1];
  const knownOnGrid = grid.times.filter((time) => time <= last).length;
  const columns = grid.columns.map((values, place) =>
    parts.ahead.includes(place) ? values : values.map((value, row) => (row < knownOnGrid ? value : NaN)),
  );
  return [{ times: grid.times, columns, known: knownOnGrid }];
}
