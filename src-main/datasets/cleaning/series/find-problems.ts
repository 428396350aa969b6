import { FoundPlaces } from './found-places.ts';
import { eachMissing, endsOf, type ColumnParts } from './known-rows.ts';
import type { NumberTable } from './number-table.ts';
import type { OrderedTable } from './order-series.ts';

/** The problems of the rows, before anything is done about them. */
export interface SeriesProblems {
  gaps: FoundPlaces;
  duplicates: FoundPlaces;
  missing: FoundPlaces;
  /** True where values are missing between others, and not at the ends of series alone. */
  isMissingInside: boolean;
  /** Rows in hours that clocks skip. */
  skipped: FoundPlaces;
}

export function findProblems(
  table: NumberTable,
  { axis, facts, series }: OrderedTable,
  parts: ColumnParts,
): SeriesProblems {
  const places = () => new FoundPlaces(table, axis);
  const found = {
    gaps: places(),
    duplicates: places(),
    missing: places(),
    isMissingInside: false,
    skipped: places(),
  };
  for (const { after, from } of facts?.gaps ?? []) found.gaps.add({ row: after, time: from });
  for (const row of facts?.skipped ?? []) found.skipped.add({ row, time: null });
  for (const rows of series) {
    const { times } = rows;
    for (let n = 1; axis !== null && n < times.length; n++)
      if (times[n] === times[n - 1]) found.duplicates.add({ row: rows.rows[n], time: times[n] });
    const ends = endsOf(rows, parts);
    const incomplete = new Set<number>();
    eachMissing(rows, parts, ends, (row, column) => {
      incomplete.add(row);
      found.missing.add({
        row: rows.rows[row],
        time: axis === null ? null : rows.times[row],
        column: table.columns[column].name,
      });
    });
    found.isMissingInside ||= isInside(incomplete, ends.known);
  }
  return found;
}

/** Tells whether some of the incomplete rows have whole ones before and after them. */
function isInside(incomplete: ReadonlySet<number>, known: number): boolean {
  let first = 0;
  while (first < known && incomplete.has(first)) first++;
  let last = known - 1;
  while (last > first && incomplete.has(last)) last--;
  for (const row of incomplete) if (row > first && row < last) return true;
  return false;
}
