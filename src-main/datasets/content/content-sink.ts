import type { CharacterCount } from './character-count.ts';
import type { ContentWriter } from './content-writer.ts';

/** Takes what is made of files: it is stored, and its characters are counted. */
export class ContentSink {
  readonly #writer: ContentWriter;
  readonly #count: CharacterCount;

  constructor(writer: ContentWriter, count: CharacterCount) {
    this.#writer = writer;
    this.#count = count;
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
}
