import type { DatasetRecord } from '../../contract/records.ts';
import { text, type OptionValues } from '../options.ts';
import type { Studio } from '../studio/studio.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { givenColumns, isGiven, tableOptions, type GivenColumns } from '../tables/table-options.ts';
import { UsageError } from '../usage-error.ts';
import { findDataset, importPath } from './training-dataset.ts';

/** The options that say what is learnt from. */
export const dataOptions = {
  data: text('FILE|FOLDER', 'what to learn from'),
  dataset: text('NAME|ID', 'instead, what has been imported: see kioku import and kioku datasets'),
  ...tableOptions,
};

export type DataValues = OptionValues<typeof dataOptions>;

/** Returns what is said of the columns. Throws a UsageError where the options do not say what is learnt from, or say too much. */
export function requireData(values: DataValues): GivenColumns {
  if ((values.data === undefined) === (values.dataset === undefined))
    throw new UsageError('Either --data or --dataset says what to learn from.');
  const given = givenColumns({ ...values, horizon: undefined });
  if (values.data === undefined && isGiven(given))
    throw new UsageError('What columns mean is said of --data, or of kioku import; a dataset has its columns already.');
  return given;
}

/** Resolves with the dataset that the options name, which is imported where it is a file. */
export function openData(
  studio: Studio,
  values: DataValues & StudioValues,
  given: GivenColumns,
): Promise<DatasetRecord> {
  return values.data === undefined
    ? findDataset(studio, values.dataset ?? '', values)
    : importPath(studio, values.data, given, values);
}
