import { formatTime } from '../../../../src-engine/forecast/time/format-time.ts';
import type { TimeAxis } from '../../../../src-engine/spec/series-layout.ts';
import type { FoundPlace } from '../../../contract/datasets/column-records.ts';
import { lineOf, type NumberTable } from './number-table.ts';

const toldPlaces = 20;

/** Counts what was found in a table, and keeps the first places. */
export class FoundPlaces {
  readonly places: FoundPlace[] = [];
  readonly #table: NumberTable;
  readonly #axis: TimeAxis | null;
  count = 0;

  constructor(table: NumberTable, axis: TimeAxis | null) {
    this.#table = table;
    this.#axis = axis;
  }

  /** `time` is that of the row where it has one, or of a row that is not there. */
  add({ row, time, column = null }: { row: number; time: number | null; column?: string | null }): void {
    if (++this.count > toldPlaces) return;
    const { series, odd } = this.#table;
    const { file, line } = lineOf(this.#table, row);
    const cell = column === null ? null : (odd.find((each) => each.row === row && each.column === column)?.cell ?? '');
    this.places.push({
      series: series === null ? null : series.names[series.numbers[row]],
      file: this.#table.files.length > 1 ? file : null,
      line,
      time: time === null || this.#axis === null ? null : String(formatTime(this.#axis, time)),
      column,
      cell,
    });
  }

  found(): { count: number; places: FoundPlace[] } {
    return { count: this.count, places: this.places };
  }
}

/** Writes the first places for a sentence: `line 7 (1950-02)`. */
export function describePlaces(places: readonly FoundPlace[], count: number, shown = 3): string {
  const told = places.slice(0, shown).map(({ file, line, time, series, column, cell }) => {
    const beside = [
      ...(time === null ? [] : [time]),
      ...(series === null ? [] : [`“${series}”`]),
      ...(column === null || cell === null ? [] : [cell.trim() === '' ? 'empty' : `“${cell}”`]),
    ];
    const where = `line ${line ?? '?'}${file === null ? '' : ` of ${file}`}`;
    return beside.length === 0 ? where : `${where} (${beside.join(', ')})`;
  });
  const more = count - told.length;
  return more > 0 ? `${told.join(', ')} and ${more} more` : told.join(', ');
}
