import type { ImportFormat, ImportOptions, TextEncoding } from '../../contract/datasets/import-records.ts';
import type { KeepableKind, LeftOutCounts, LeftOutKind } from '../../contract/datasets/left-out.ts';
import type { SourceFile } from './source-file.ts';

/** The way in which content is taken out of a file of another program. */
export interface Extraction {
  format: ImportFormat;
  /** That of the file's bytes, where its format leaves it open. */
  encoding: TextEncoding;
  malformed: ImportOptions['malformed'];
  keep: readonly KeepableKind[];
}

/** What was found in a file so far, beside its content. */
export interface Extracted {
  leftOut: LeftOutCounts;
  /** Characters that stand for malformed bytes. */
  replaced: number;
}

export type HearExtracted = (extracted: Extracted) => void;

/** The file that an extractor reads, in the process for files of other programs. */
export interface OutsideFile extends SourceFile {
  /** Its path on the disk, where it lies there as it is. */
  file: string | null;
}

/** Counts what an extractor leaves out. */
export class ExtractionRecord {
  readonly keep: ReadonlySet<KeepableKind>;
  #replaced = 0;
  readonly #counts = new Map<LeftOutKind, number>();

  constructor(keep: readonly KeepableKind[]) {
    this.keep = new Set(keep);
  }

  leaveOut(kind: LeftOutKind, count = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }

  replace(count: number): void {
    this.#replaced += count;
  }

  extracted(): Extracted {
    const leftOut = Array.from(this.#counts, ([kind, count]) => ({ kind, count })).filter(({ count }) => count > 0);
    return { leftOut, replaced: this.#replaced };
  }
}

/** Gives the content of a file in pieces: running text, or the rows of a table as JSON lines. */
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
