import type { StudioClient } from '../../../../src-main/contract/contract.ts';
import type { ImportOptions } from '../../../../src-main/contract/datasets/import-records.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import type { Following } from '../../../client/files/upload-files.ts';

/** Makes a dataset of what was brought. Rejects with the signal's reason when it is cancelled: then what was brought is there still. */
export async function runImport(
  client: StudioClient,
  importId: string,
  name: string,
  options: ImportOptions,
  { signal, onProgress }: Following,
): Promise<DatasetRecord> {
  for await (const update of await client.imports.run({ importId, name, options }, { signal })) {
    if (update.type === 'imported') return update.dataset;
    onProgress(update.bytesTotal === 0 ? 1 : update.bytesDone / update.bytesTotal);
  }
  signal.throwIfAborted();
  throw new Error('The import ended without a dataset.');
}
