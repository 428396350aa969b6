import { nextTimes } from '../../../../src-engine/forecast/time/next-times.ts';
import type { TimeAxis } from '../../../../src-engine/spec/series-layout.ts';
import type { ContentInTime } from '../../../contract/datasets/import-content.ts';
import { zoneOfOffsets, zonesExplaining } from '../../meaning/time/place-in-zone.ts';
import { describeTimes, type TimeFacts } from '../../meaning/time/series-times.ts';
import type { NumberTable } from './number-table.ts';
import type { SeriesRows } from './series-rows.ts';

/** The rows of one series in the order of their times, with the rows of the table that they come from. */
export interface OrderedRows extends SeriesRows {
  series: string | null;
  rows: Int32Array;
}

export interface OrderedTable {
  /** `null` means that rows are counted, as they come. */
  axis: TimeAxis | null;
  facts: TimeFacts | null;
  series: OrderedRows[];
  /** Zones whose clocks show the times that occur twice, or skip those that are missing, when nobody has said which zone it is. */
  zones: string[];
}

/** Puts the rows of each series into the order of their times. */
export function orderSeries(table: NumberTable, content: ContentInTime): OrderedTable {
  const groups = groupRows(table);
  const nameOf = (group: number) => table.series?.names[group] ?? null;
  if (table.time === null) {
    const series = groups.map((rows, group) => ({
      series: nameOf(group),
      ...valuesAt(table, rows, Float64Array.from(rows.keys())),
    }));
    return { axis: null, facts: null, series, zones: [] };
  }
  const { column } = table.time;
  const known = table.known?.time?.kind === column.kind ? table.known.time : null;
  const zone = content.zone ?? known?.zone ?? zoneOfOffsets(column);
  const facts = describeTimes(column, zone, groups, known?.step);
  const series = facts.series.map(({ rows, times }, group) => ({
    series: nameOf(group),
    ...valuesAt(table, rows, times),
  }));
  return { axis: facts.axis, facts, series, zones: zone === null ? possibleZones(table, facts, groups) : [] };
}

/** More times than these are missing for another reason than daylight saving. */
const mostSkipped = 1000;

/** Daylight saving gives an hour twice to each series, or takes it away. */
function possibleZones({ time }: NumberTable, facts: TimeFacts, [first]: readonly Int32Array[]): string[] {
  const { duplicates, missingRows } = facts;
  if (time === null || time.column.kind !== 'date' || first === undefined) return [];
  if (duplicates.length + missingRows === 0 || missingRows > mostSkipped) return [];
  const { times, offsets } = time.column;
  const at = (values: Float64Array) => Float64Array.from(first, (row) => values[row]);
  return zonesExplaining({ times: at(times), offsets: at(offsets) }, missingTimes(facts));
}

function missingTimes({ gaps, axis }: TimeFacts): number[] {
  return gaps.flatMap(({ from, missing }) => nextTimes({ axis, last: from, count: missing }));
}

function groupRows({ rows, series }: NumberTable): Int32Array[] {
  if (series === null) return [Int32Array.from({ length: rows }, (_, row) => row)];
  const counts = new Int32Array(series.names.length);
  for (const group of series.numbers) counts[group]++;
  const groups = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(series.names.length);
  series.numbers.forEach((group, row) => (groups[group][filled[group]++] = row));
  return groups;
}

function valuesAt({ columns }: NumberTable, rows: Int32Array, times: Float64Array) {
  return { rows, times, columns: columns.map(({ values }) => Float64Array.from(rows, (row) => values[row])) };
}
