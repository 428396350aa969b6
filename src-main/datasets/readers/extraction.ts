import type { ImportFormat, ImportOptions, TextEncoding } from '../../contract/datasets/import-records.ts';
import type { KeepableKind, LeftOutCounts, LeftOutKind } from '../../contract/datasets/left-out.ts';

/** The way in which content is taken out of a file of another program. */
export interface Extraction {
  format: ImportFormat;
  /** That of the file's bytes, where its format leaves it open. */
  encoding: TextEncoding;
  malformed: ImportOptions['malformed'];
  keep: readonly KeepableKind[];
}

/** The facts that were found in a file so far, beside its content. */
export interface Extracted {
  leftOut: LeftOutCounts;
  /** Characters that stand for malformed bytes. */
  replaced: number;
}

export type HearExtracted = (extracted: Extracted) => void;

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
