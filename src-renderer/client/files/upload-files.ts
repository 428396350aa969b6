import type { StudioClient } from '../../../src-main/contract/contract.ts';
import type { Connection } from '../connection/connect.ts';
import { isConnectionError, studioErrorOf } from '../connection/errors.ts';
import { guardUnload } from './guard-unload.ts';
import type { SelectedFile } from './selected-file.ts';
import { nativeShell } from '../native-shell.ts';
import { findStartedUpload, forgetUpload, rememberUpload } from './started-uploads.ts';

export interface Following {
  signal: AbortSignal;
  /** 0…1. */
  onProgress(share: number): void;
}

/** The part of a connection that an upload needs: it waits for the line when that is lost. */
export type UploadConnection = Pick<Connection, 'client' | 'connected' | 'isClosed'>;

/** The size of one message; the host takes up to 32 MB. */
const partBytes = 8 * 2 ** 20;

/**
 * Brings files to the host: by saying where they lie, or else in parts, so that nobody has to hold all of them. Goes on by itself when a lost
 * connection is back, and from where it was when the page was lost and the same files are chosen again. Gives the import's id.
 */
export async function uploadFiles(
  connection: UploadConnection,
  name: string,
  files: readonly SelectedFile[],
  following: Following,
): Promise<string> {
  const staged = await nativeShell()?.stageFiles(name, files);
  if (typeof staged === 'string') return staged;
  return guardUnload(upload(connection, name, files, following));
}

async function upload(
  connection: UploadConnection,
  name: string,
  files: readonly SelectedFile[],
  following: Following,
): Promise<string> {
  const { client } = connection;
  const known = findStartedUpload(name, files);
  if (known !== null) {
    try {
      return await send(connection, { importId: known, isResumed: true, name, files, following });
    } catch (error) {
      if (studioErrorOf(error)?.code !== 'import-not-found') throw error;
    }
  }
  const sizes = files.map(({ path, file }) => ({ path, bytes: file.size }));
  const { importId } = await client.imports.begin({ name, files: sizes });
  rememberUpload(name, files, importId);
  return send(connection, { importId, isResumed: false, name, files, following });
}

interface Upload {
  importId: string;
  /** Some of it may be there already. */
  isResumed: boolean;
  name: string;
  files: readonly SelectedFile[];
  following: Following;
}

async function send(connection: UploadConnection, upload: Upload): Promise<string> {
  const { importId, isResumed, name, files } = upload;
  const { signal, onProgress } = upload.following;
  const total = Math.max(1, totalBytes(files));
  try {
    let before = 0;
    for (const [index, { file }] of files.entries()) {
      const sendFrom = (offset: number, content: Blob) =>
        sendPart(connection, { importId, file: index, offset, content }, signal);
      let offset = isResumed ? await sendFrom(0, new Blob()) : 0;
      while (offset < file.size) {
        signal.throwIfAborted();
        offset = await sendFrom(offset, file.slice(offset, offset + partBytes));
        onProgress((before + offset) / total);
      }
      before += file.size;
    }
    signal.throwIfAborted();
    forgetUpload(name, files);
    return importId;
  } catch (error) {
    forgetUpload(name, files);
    discardImport(connection.client, importId);
    throw error;
  }
}

/** Sends a part, as often as the line breaks meanwhile; none at all only asks. Gives the bytes of the file that the host has then. */
async function sendPart(
  { client, connected, isClosed }: UploadConnection,
  part: { importId: string; file: number; offset: number; content: Blob },
  signal: AbortSignal,
): Promise<number> {
  for (;;) {
    try {
      return (await client.imports.append(part)).received;
    } catch (error) {
      if (!isConnectionError(error) || isClosed()) throw error;
      await connected();
      signal.throwIfAborted();
    }
  }
}

/** Nobody waits for it, and what is not discarded now goes when the studio ends. */
export function discardImport(client: StudioClient, importId: string): void {
  client.imports.discard({ importId }).catch(() => undefined);
}

export const totalBytes = (files: readonly SelectedFile[]): number =>
  files.reduce((sum, { file }) => sum + file.size, 0);
