import {
  isOwnText,
  type ImportOptions,
  type ImportReport,
  type TextEncoding,
} from '../../contract/datasets/import-records.ts';
import type { LeftOutCounts, LeftOutKind } from '../../contract/datasets/left-out.ts';
import type { ContentFile } from '../readers/source-file.ts';
import { decodeFile, encodingOf, readUtf8File, type Decoding } from '../readers/text-source.ts';
import { settlePieces, TextCleaning } from './text-cleaning.ts';

export interface ImportControl {
  /** Ends the import, of which nothing is kept. */
  signal: AbortSignal;
  /** Bytes of the files that were read so far. */
  onProgress: (bytes: number) => void;
}

/** Reads the text of files, decoded and cleaned, and tells what was found and done. */
export class SourceReading {
  readonly cleaning: TextCleaning;
  readonly #options: ImportOptions;
  readonly #control: ImportControl;
  readonly #encodings = new Set<TextEncoding>();
  #read = 0;
  #replaced = 0;
  #hasUtf8 = false;
  /** By file, as last heard: a file may be read more than once. */
  readonly #leftOut = new Map<string, LeftOutCounts>();

  constructor(options: ImportOptions, control: ImportControl) {
    this.cleaning = new TextCleaning(options.cleanUps);
    this.#options = options;
    this.#control = control;
  }

  /** The text of a file, decoded and cleaned, in pieces between which there are boundaries. */
  async *read(file: ContentFile): AsyncGenerator<string> {
    yield* this.#readText(file, await encodingOf(file, this.#options.encoding));
  }

  /** Does the same as `read`, but gives a text that is UTF-8 already, and stays as it is, as its bytes. */
  async *readPieces(file: ContentFile): AsyncGenerator<string | Uint8Array> {
    const encoding = await encodingOf(file, this.#options.encoding);
    if ((encoding !== 'utf-8' && isOwnText(file.format)) || !this.cleaning.leavesText)
      return yield* this.#readText(file, encoding);
    this.#hasUtf8 = true;
    for await (const piece of readUtf8File(file, this.#begin(file, encoding))) {
      this.#control.signal.throwIfAborted();
      const bytes = this.cleaning.cleanUtf8(piece);
      if (bytes.length > 0) yield bytes;
    }
  }

  /** Texts were handed on as UTF-8, in which line ends are only counted as characters. */
  get countsNoNewlines(): boolean {
    return this.#hasUtf8;
  }

  async *#readText(file: ContentFile, encoding: TextEncoding): AsyncGenerator<string> {
    for await (const piece of settlePieces(decodeFile(file, this.#begin(file, encoding)))) {
      this.#control.signal.throwIfAborted();
      const text = this.cleaning.clean(piece);
      if (text !== '') yield text;
    }
  }

  #begin({ path }: ContentFile, encoding: TextEncoding): Decoding {
    this.#encodings.add(encoding);
    this.cleaning.beginFile();
    return {
      encoding,
      malformed: this.#options.malformed,
      keep: this.#options.keep,
      onBytes: (bytes) => this.#control.onProgress((this.#read += bytes)),
      onReplaced: (count) => (this.#replaced += count),
      onLeftOut: (leftOut) => this.#leftOut.set(path, leftOut),
    };
  }

  /** The known facts about the files, whatever was made of them. */
  report(): Pick<ImportReport, 'encodings' | 'replaced' | 'newlines' | 'cleanUps' | 'leftOut'> {
    return {
      encodings: [...this.#encodings],
      replaced: this.#replaced,
      newlines: this.cleaning.newlines,
      cleanUps: this.cleaning.done(),
      leftOut: this.#allLeftOut(),
    };
  }

  #allLeftOut(): LeftOutCounts {
    const counts = new Map<LeftOutKind, number>();
    for (const { kind, count } of [...this.#leftOut.values()].flat()) counts.set(kind, (counts.get(kind) ?? 0) + count);
    return Array.from(counts, ([kind, count]) => ({ kind, count }));
  }
}
