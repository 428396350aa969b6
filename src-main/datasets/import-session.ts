import type { TokenizerState } from '../../src-engine/spec/tokenizer-spec.ts';
import type { ImportOptions, ImportReport, TextEncoding } from '../contract/import-records.ts';
import type { ContentWriter } from './content-writer.ts';
import type { SourceFile } from './source-file.ts';
import { settlePieces, TextCleaning } from './text-cleaning.ts';
import { decodeFile, encodingOf } from './text-source.ts';

export interface TextAnalysis {
  tokenizer: TokenizerState;
  tokenCount: number;
  /** Occurrences by token id. */
  frequencies: number[];
}

/** Counts the characters of texts that come one after the other, in an engine process. */
export interface CharacterCount {
  /** Between two texts there is a boundary. Settles when more may come. */
  add(texts: string[]): Promise<void>;
  finish(): Promise<TextAnalysis>;
  cancel(): void;
}

export type OpenCharacterCount = () => Promise<CharacterCount>;

export interface ImportControl {
  /** Ends the import, of which nothing is kept. */
  signal: AbortSignal | undefined;
  /** Bytes of the files that were read so far. */
  onProgress: (bytes: number) => void;
}

/** What the writers of the different kinds of content have in common: cleaned text in, stored and counted text out. */
export class ImportSession {
  readonly cleaning: TextCleaning;
  readonly #options: ImportOptions;
  readonly #writer: ContentWriter;
  readonly #count: CharacterCount;
  readonly #control: ImportControl;
  readonly #encodings = new Set<TextEncoding>();
  #read = 0;
  #replaced = 0;

  constructor(options: ImportOptions, writer: ContentWriter, count: CharacterCount, control: ImportControl) {
    this.cleaning = new TextCleaning(options.cleanUps);
    this.#options = options;
    this.#writer = writer;
    this.#count = count;
    this.#control = control;
  }

  /** The text of a file, decoded and cleaned, in pieces between which there are boundaries. */
  async *read(file: SourceFile): AsyncGenerator<string> {
    const { signal, onProgress } = this.#control;
    const encoding = await encodingOf(file, this.#options.encoding);
    this.#encodings.add(encoding);
    this.cleaning.beginFile();
    const decoded = decodeFile(file, {
      encoding,
      malformed: this.#options.malformed,
      onBytes: (bytes) => onProgress((this.#read += bytes)),
      onReplaced: (count) => (this.#replaced += count),
    });
    for await (const piece of settlePieces(decoded)) {
      signal?.throwIfAborted();
      const text = this.cleaning.clean(piece);
      if (text !== '') yield text;
    }
  }

  /** Stores a text, and gives how many bytes it took. */
  async store(text: string): Promise<number> {
    const before = this.#writer.bytes;
    await this.#writer.write(text);
    return this.#writer.bytes - before;
  }

  count(texts: string[]): Promise<void> {
    return this.#count.add(texts);
  }

  /** What is known about the files, whatever was made of them. */
  report(): Pick<ImportReport, 'encodings' | 'replaced' | 'newlines' | 'cleanUps'> {
    return {
      encodings: [...this.#encodings],
      replaced: this.#replaced,
      newlines: this.cleaning.newlines,
      cleanUps: this.cleaning.done(),
    };
  }
}

/** What was made of the files. */
export interface ImportedContent {
  /** JSON: see `stored-content.ts`; null for one text. */
  layout: string | null;
  documents: number;
  rows: ImportReport['rows'];
  classes: ImportReport['classes'];
  /** Files without a text in them. */
  emptyFiles: string[];
}
