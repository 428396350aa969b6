import { isTableFormat } from '../../contract/datasets/import-records.ts';
import type { ContentFile } from './source-file.ts';

/** Names of the parts of a dataset, as the folders of Hugging Face have them, between other signs than letters and digits. */
const parts = {
  training: /(^|[^a-z0-9])(train|training)([^a-z0-9]|$)/i,
  validation: /(^|[^a-z0-9])(validation|valid|val|dev)([^a-z0-9]|$)/i,
  test: /(^|[^a-z0-9])(test|testing|eval|evaluation)([^a-z0-9]|$)/i,
} as const;

type Part = keyof typeof parts;

/** Tables as only programs call them: in numbered pieces, train-00000-of-00002.parquet, or whole, dataset.arrow. */
const programsName = /-\d{5}-of-\d{5}([.-]|$)|(^|\/)dataset\.arrow$/;

/** Files beside the tables that say that a folder is a dataset, as it is on the hub or as `save_to_disk` writes it. */
const description = /(^|\/)(dataset_infos?|dataset_dict|state)\.json$/;
/** A program's own files about its computations, kept in the folder of a dataset. */
const cache = /(^|\/)cache-[^/]+\.arrow$/;

/** The files of a table that came in parts. */
export interface DatasetSplits {
  training: ContentFile[];
  /** Validates instead of a share that is held back: the part for that or, where there is none, the one for tests. */
  validation: ContentFile[];
  leftOut: ContentFile[];
}

/**
 * Sorts the tables of a dataset folder by their parts; of several tables in it, the one called default, or the first, is taken. Returns null
 * where the files are no such folder, and all of them are one table.
 */
export function datasetSplits(files: readonly ContentFile[], companions: readonly string[]): DatasetSplits | null {
  const isFolder =
    files.some(({ path }) => programsName.test(path)) || companions.some((path) => description.test(path));
  if (!isFolder || !files.every(({ format }) => isTableFormat(format))) return null;
  const data = files.filter(({ path }) => !cache.test(path));
  const parted = data.flatMap((file) => {
    const part = partOf(file.path);
    return part === null ? [] : [{ file, part, table: tableOf(file.path) }];
  });
  const tables = [...new Set(parted.map(({ table }) => table))].toSorted();
  const chosen = tables.find((table) => table === 'default') ?? tables[0];
  const of = (wanted: Part) =>
    parted.filter(({ part, table }) => part === wanted && table === chosen).map(({ file }) => file);
  // A dataset without parts is one table.
  const training = parted.length === 0 ? data : of('training');
  if (training.length === 0) return null;
  const validation = of('validation').length > 0 ? of('validation') : of('test');
  const taken = new Set([...training, ...validation]);
  return { training, validation, leftOut: files.filter((file) => !taken.has(file)) };
}

/** The name of the file counts more than the folders around it. */
function partOf(path: string): Part | null {
  for (const name of path.split('/').toReversed()) {
    for (const part of ['training', 'validation', 'test'] as const) if (parts[part].test(name)) return part;
  }
  return null;
}

/** The table that a file is of: the folders around it, but for those that say nothing of it. */
function tableOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.filter((name) => name !== 'data' && partOf(name) === null).join('/');
}
