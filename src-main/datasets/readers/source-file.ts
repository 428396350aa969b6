import { createReadStream } from 'node:fs';
import { StudioError } from '../../contract/errors.ts';
import type { ImportFormat } from '../../contract/datasets/import-records.ts';
import type { Extraction, HearExtracted } from './extraction.ts';

/** A file to import, wherever it lies: on disk or in an archive. */
export interface SourceFile {
  /** Relative, with slashes: as the person sees it. */
  path: string;
  /** An estimate where the file is packed by itself. */
  bytes: number;
  read(): AsyncIterable<Uint8Array>;
  /** Takes text out of a file of another program, and gives it as UTF-8. Rejects with `archive-refused` where that cannot be. */
  extract?(extraction: Extraction, hear: HearExtracted): AsyncIterable<Uint8Array>;
}

/** A file whose format is known. */
export interface ContentFile extends SourceFile {
  format: ImportFormat;
}

/** Reads a file into memory, where there is room for it once. Throws what reading it throws. */
export async function readWhole(file: SourceFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.bytes);
  let filled = 0;
  for await (const chunk of file.read()) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes;
}

export const readBytes = 2 ** 20;

export function diskFile(path: string, file: string, bytes: number): SourceFile {
  return { path, bytes, read: () => readFile(path, file) };
}

/** Throws `invalid-data` where the file cannot be read. */
async function* readFile(path: string, file: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: readBytes });
  const chunks = stream[Symbol.asyncIterator]();
  const next = () =>
    chunks.next().catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      throw new StudioError('invalid-data', `${path} cannot be read: ${detail}.`, {
        reason: 'unreadable',
        name: path,
      });
    });
  try {
    for (let chunk = await next(); chunk.done !== true; chunk = await next()) yield chunk.value;
  } finally {
    await chunks.return?.();
  }
}
