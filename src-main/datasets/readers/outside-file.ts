import type { Extraction, ExtractionRecord } from './extraction.ts';
import type { SourceFile } from './source-file.ts';

/** The file that an extractor reads, in the process for files of other programs. */
export interface OutsideFile extends SourceFile {
  /** Its path on the disk, where it lies there as it is. */
  file: string | null;
}

/** Yields the content of a file in pieces: running text, or the rows of a table as JSON lines. */
export type ExtractText = (
  file: OutsideFile,
  extraction: Extraction,
  record: ExtractionRecord,
) => AsyncIterable<string | Uint8Array>;

/** Reads all bytes of a file into memory: documents have their directories at their ends. */
export async function readAll(file: OutsideFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
