import type { ColumnGuess } from '../../contract/import-records.ts';

export interface TableColumn {
  name: string;
  guess: ColumnGuess;
  /** Different cells among the rows that were looked at. */
  distinct: number;
  examples: string[];
}
