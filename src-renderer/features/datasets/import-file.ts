import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { DatasetRecord } from '../../../src-main/contract/records.ts';

/** As much as goes into one message; the host takes up to 32 MB. */
const partBytes = 8 * 2 ** 20;

/** Imports a file as the host suggests: a large one in parts, so that nobody has to hold all of it. */
export async function importFile(client: StudioClient, file: File): Promise<DatasetRecord> {
  const { name, size: bytes } = file;
  if (bytes <= partBytes) return client.datasets.import({ name, file });
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes }] });
  try {
    for (let start = 0; start < bytes; start += partBytes) {
      await client.imports.append({ importId, file: 0, content: file.slice(start, start + partBytes) });
    }
    for await (const update of await client.imports.run({ importId })) {
      if (update.type === 'imported') return update.dataset;
    }
    throw new Error('The import ended without a dataset.');
  } catch (error) {
    await client.imports.discard({ importId }).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}
