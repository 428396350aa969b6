import type { SeriesColumn, SeriesTime } from '../../../../src-engine/spec/series-layout.ts';

/** A larger table like the one that is read: its step of time and its categories count, which a few rows cannot tell. */
export interface KnownTable {
  time: SeriesTime | null;
  columns: readonly Pick<SeriesColumn, 'name' | 'categories'>[];
}
