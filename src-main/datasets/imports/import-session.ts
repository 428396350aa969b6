import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { ImportOptions, ImportReport, TextEncoding } from '../../contract/import-records.ts';
import type { ContentWriter } from '../content/content-writer.ts';
import type { SourceFile } from '../readers/source-file.ts';
import { settlePieces, TextCleaning } from '../cleaning/text-cleaning.ts';
import { decodeFile, encodingOf, readUtf8File, type Decoding } from '../readers/text-source.ts';

export interface TextAnalysis {
  tokenizer: TokenizerState;
  tokenCount: number;
  /** Occurrences by token id. */
  frequencies: number[];
}

/** Counts the characters of texts that come one after the other, in an engine process. */
export interface CharacterCount {
  /** Texts, or well-formed UTF-8; between two of them there is a boundary. Settles when more may come. */
  add(texts: (string | Uint8Array)[]): Promise<void>;
  finish(): Promise<TextAnalysis>;
  cancel(): void;
}

export type OpenCharacterCount = () => Promise<CharacterCount>;

export interface ImportControl {
  /** Ends the import, of which nothing is kept. */
  signal: AbortSignal;
  /** Bytes of the files that were read so far. */
  onProgress: (bytes: number) => void;
}

/** The common part of all content writers: cleaned text in, stored and counted text out. */
export class ImportSession {
  readonly cleaning: TextCleaning;
  readonly #options: ImportOptions;
  readonly #writer: ContentWriter;
  readonly #count: CharacterCount;
  readonly #control: ImportControl;
  readonly #encodings = new Set<TextEncoding>();
  #read = 0;
  #replaced = 0;
  #hasUtf8 = false;

  constructor(options: ImportOptions, writer: ContentWriter, count: CharacterCount, control: ImportControl) {
    this.cleaning = new TextCleaning(options.cleanUps);
    this.#options = options;
    this.#writer = writer;
    this.#count = count;
    this.#control = control;
  }

  /** The text of a file, decoded and cleaned, in pieces between which there are boundaries. */
  async *read(file: SourceFile): AsyncGenerator<string> {
    yield* this.#readText(file, await encodingOf(file, this.#options.encoding));
  }

  /** Does the same as `read`, but gives a text that is UTF-8 already, and stays as it is, as its bytes. */
  async *readPieces(file: SourceFile): AsyncGenerator<string | Uint8Array> {
    const encoding = await encodingOf(file, this.#options.encoding);
    if (encoding !== 'utf-8' || !this.cleaning.leavesText) return yield* this.#readText(file, encoding);
    this.#hasUtf8 = true;
    for await (const piece of readUtf8File(file, this.#begin(encoding))) {
      this.#control.signal.throwIfAborted();
      const bytes = this.cleaning.cleanUtf8(piece);
      if (bytes.length > 0) yield bytes;
    }
  }

  /** Texts were handed on as UTF-8, in which line ends are only counted as characters. */
  get countsNoNewlines(): boolean {
    return this.#hasUtf8;
  }

  /** Stores a text, and gives how many bytes it took. */
  async store(text: string | Uint8Array): Promise<number> {
    const before = this.#writer.bytes;
    await this.#writer.write(text);
    return this.#writer.bytes - before;
  }

  count(texts: (string | Uint8Array)[]): Promise<void> {
    return this.#count.add(texts);
  }

  async *#readText(file: SourceFile, encoding: TextEncoding): AsyncGenerator<string> {
    for await (const piece of settlePieces(decodeFile(file, this.#begin(encoding)))) {
      this.#control.signal.throwIfAborted();
      const text = this.cleaning.clean(piece);
      if (text !== '') yield text;
    }
  }

  #begin(encoding: TextEncoding): Decoding {
    this.#encodings.add(encoding);
    this.cleaning.beginFile();
    return {
      encoding,
      malformed: this.#options.malformed,
      onBytes: (bytes) => this.#control.onProgress((this.#read += bytes)),
      onReplaced: (count) => (this.#replaced += count),
    };
  }

  /** The known facts about the files, whatever was made of them. */
  report(): Pick<ImportReport, 'encodings' | 'replaced' | 'newlines' | 'cleanUps'> {
    return {
      encodings: [...this.#encodings],
      replaced: this.#replaced,
      newlines: this.cleaning.newlines,
      cleanUps: this.cleaning.done(),
    };
  }
}

/** The content that was made of the files. */
export interface ImportedContent {
  /** JSON: see `stored-content.ts`; null for one text. */
  layout: string | null;
  documents: number;
  rows: ImportReport['rows'];
  classes: ImportReport['classes'];
  constantColumns?: ImportReport['constantColumns'];
  tagged?: ImportReport['tagged'];
  /** Files without a text in them. */
  emptyFiles: string[];
}
