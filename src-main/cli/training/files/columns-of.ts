import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import type { GivenColumns } from '../../tables/table-options.ts';

export type DataOfFile = NonNullable<TrainingFile['data']>;

/** Returns what is said of columns, as the import takes it. */
export function columnsOf({ columns = {} }: DataOfFile): GivenColumns {
  const { decimal, ...others } = columns;
  return {
    ...noColumns,
    ...others,
    decimal: decimal === undefined ? undefined : decimal === 'comma' ? ',' : '.',
  };
}

const noColumns: GivenColumns = {
  text: undefined,
  label: undefined,
  token: undefined,
  tag: undefined,
  time: undefined,
  predict: undefined,
  read: undefined,
  knownAhead: undefined,
  series: undefined,
  horizon: undefined,
  gaps: undefined,
  missing: undefined,
  duplicates: undefined,
  dateOrder: undefined,
  zone: undefined,
  decimal: undefined,
};
