import { maximumImportBytes } from '../datasets/imports/import-staging.ts';
import type { StagedFile } from '../datasets/readers/staged-file.ts';
import { openZip } from '../datasets/readers/zip-archive.ts';
import { EntryReader } from './entry-reader.ts';
import type { TaskPort } from './task-port.ts';

/** Tells the entries of an archive, then answers requests for pieces of them, until the signal aborts. Rejects as `openZip` does. */
export async function serveArchive({ path, file }: StagedFile, port: TaskPort, signal: AbortSignal): Promise<void> {
  const archive = await openZip(path, file, maximumImportBytes);
  const reader = new EntryReader(archive.files);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const finish = () => resolve(undefined);
  try {
    if (signal.aborted) return;
    signal.addEventListener('abort', finish, { once: true });
    port.onRequest(
      (request) => void reader.read(request).then((piece) => port.post({ type: 'piece', ...piece }), reject),
    );
    port.post({ type: 'entries', entries: archive.files.map(({ path: entry, bytes }) => ({ path: entry, bytes })) });
    await promise;
  } finally {
    await reader.close();
    archive.close();
  }
}
