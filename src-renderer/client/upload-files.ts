import type { StudioClient } from '../../src-main/contract/contract.ts';
import { nativeShell } from './native-shell.ts';

/** A file, and where it lies among those that it came with. */
export interface SelectedFile {
  path: string;
  file: File;
}

export interface Following {
  signal: AbortSignal;
  /** 0…1. */
  onProgress(share: number): void;
}

/** The size of one message; the host takes up to 32 MB. */
const partBytes = 8 * 2 ** 20;

/** Brings files to the host: by saying where they lie, or else in parts, so that nobody has to hold all of them. Gives the import's id. */
export async function uploadFiles(
  client: StudioClient,
  name: string,
  files: readonly SelectedFile[],
  { signal, onProgress }: Following,
): Promise<string> {
  const staged = await nativeShell()?.stageFiles(name, files);
  if (typeof staged === 'string') return staged;
  const total = Math.max(1, totalBytes(files));
  const sizes = files.map(({ path, file }) => ({ path, bytes: file.size }));
  const { importId } = await client.imports.begin({ name, files: sizes });
  try {
    let sent = 0;
    for (const [index, { file }] of files.entries()) {
      for (let start = 0; start < file.size; start += partBytes) {
        signal.throwIfAborted();
        const content = file.slice(start, start + partBytes);
        await client.imports.append({ importId, file: index, content });
        sent += content.size;
        onProgress(sent / total);
      }
    }
    signal.throwIfAborted();
    return importId;
  } catch (error) {
    discardImport(client, importId);
    throw error;
  }
}

/** Nobody waits for it, and what is not discarded now goes when the studio ends. */
export function discardImport(client: StudioClient, importId: string): void {
  client.imports.discard({ importId }).catch(() => undefined);
}

export const totalBytes = (files: readonly SelectedFile[]): number =>
  files.reduce((sum, { file }) => sum + file.size, 0);
