import { createReadStream } from 'node:fs';

/** A file to import, wherever it lies: on disk or in an archive. */
export interface SourceFile {
  /** Relative, with slashes: as the person sees it. */
  path: string;
  bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

export const readBytes = 2 ** 20;

export function diskFile(path: string, file: string, bytes: number): SourceFile {
  return { path, bytes, read: () => createReadStream(file, { highWaterMark: readBytes }) as AsyncIterable<Buffer> };
}
