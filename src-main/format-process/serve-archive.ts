import { maximumImportBytes } from '../datasets/imports/import-staging.ts';
import type { OpenedArchive } from '../datasets/readers/archive.ts';
import type { StagedFile } from '../datasets/readers/staged-file.ts';
import { EntryReader } from './entry-reader.ts';
import type { TaskPort } from './task-port.ts';

/** Opens a file by its name and its path. Rejects with `archive-refused`. */
export type OpenFile = (name: string, path: string, maximumBytes: number) => Promise<OpenedArchive>;

/** Tells the entries of an archive, then answers requests for pieces of them, until the signal aborts. Rejects as opening it does. */
export async function serveArchive(
  open: OpenFile,
  { path, file }: StagedFile,
  port: TaskPort,
  signal: AbortSignal,
): Promise<void> {
  const archive = await open(path, file, maximumImportBytes);
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
