import type { Understood } from '../../../contract/datasets/column-records.ts';
import type { ImportQuestion } from '../../../contract/datasets/column-records.ts';
import type { SeriesTime } from '../../../../src-engine/spec/series-layout.ts';
import type { SeriesRows } from './series-rows.ts';

/** A series, or the part of one up to a gap, whose rows are a constant step apart. */
export interface ArrangedPiece extends SeriesRows {
  series: string | null;
  /** Rows whose values are all known; those after them are plans. */
  known: number;
  /** The label of a sequence; null for others. */
  label: string | null;
}

/** The faults of the rows, what was done about them, and what is left to decide. */
type SeriesFindings = Pick<Understood, 'rowsDropped' | 'gaps' | 'duplicates' | 'missing'>;

/** The rows of a table in the order of their series and times. */
export interface ArrangedSeries {
  /** `null` means that rows are counted. */
  time: SeriesTime | null;
  columns: { name: string; categories: string[] | null }[];
  /** None while a question is open. */
  pieces: ArrangedPiece[];
  findings: SeriesFindings;
  questions: ImportQuestion[];
}
