import { StudioError } from '../../../contract/errors.ts';
import type { DatasetRecord } from '../../../contract/datasets/dataset-records.ts';
import type { Studio } from '../../studio/studio.ts';
import type { StudioValues } from '../../studio/with-studio.ts';
import type { DataOfFile } from './columns-of.ts';
import { findDataset, importPath } from '../training-dataset.ts';
import { datasetWithValidation } from '../validation-option.ts';

/** Resolves with the dataset that a training file names, which is imported where it is a file, with the file that validates. */
export async function openData(studio: Studio, data: DataOfFile, where: StudioValues): Promise<DatasetRecord> {
  const dataset =
    data.file === undefined
      ? await knownDataset(studio, data, where)
      : await importPath(studio, data.file, data, where);
  requireHash(dataset, data);
  return datasetWithValidation(studio, dataset, data.validation === undefined ? undefined : { file: data.validation });
}

/** A dataset with the content that is asked for is found whatever it is called now. */
async function knownDataset(
  studio: Studio,
  { dataset = '', hash }: DataOfFile,
  where: StudioValues,
): Promise<DatasetRecord> {
  if (hash === undefined) return findDataset(studio, dataset, where);
  const same = (await studio.client.datasets.list()).filter((each) => each.hash === hash);
  return same.find(({ name }) => name === dataset) ?? same[0] ?? findDataset(studio, dataset, where);
}

function requireHash({ name, hash: found, id }: DatasetRecord, { hash, validation }: DataOfFile): void {
  // A dataset with a file that validates has a hash of its own, once it is put together.
  if (hash === undefined || hash === found || validation !== undefined) return;
  const message = `“${name}” has other content than the training is meant for: its sha-256 is ${found}, not ${hash}. Import the content that is meant, or leave out the hash.`;
  throw new StudioError('dataset-not-found', message, { datasetId: id });
}
