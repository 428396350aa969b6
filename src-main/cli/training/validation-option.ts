import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import type { Option } from '../options.ts';
import type { Studio } from '../studio/studio.ts';
import { withStagedFiles } from '../studio/with-staged-files.ts';
import { UsageError } from '../usage-error.ts';

const largestShare = 0.5;

/** A share that is held back, or a file that validates instead. */
export type Validation = { share: number } | { file: string };

export const validationOption: Option<Validation | undefined> = {
  placeholder: 'X|FILE',
  description:
    'the share that is held back to validate on (the preset’s if left out), or a file of its own that validates instead, with the columns of the data',
  read(given, name) {
    if (given === undefined) return undefined;
    const share = given.trim() === '' ? NaN : Number(given);
    if (share >= 0 && share <= largestShare) return { share };
    if (given.trim() === '' || !Number.isNaN(share))
      throw new UsageError(`${name} takes a number from 0 to ${largestShare} or a file, not “${given}”.`);
    return { file: given };
  },
};

/** The dataset, or one in which a file validates. The same file again gives the dataset that is there. */
export async function datasetWithValidation(
  studio: Studio,
  dataset: DatasetRecord,
  validation: Validation | undefined,
): Promise<DatasetRecord> {
  if (validation === undefined || 'share' in validation) return dataset;
  return withStagedFiles(studio, validation.file, (importId) =>
    studio.client.datasets.addValidation({ datasetId: dataset.id, importId }),
  );
}
