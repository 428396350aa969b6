/** Characters of scripts that have no spaces between words, and their punctuation. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;

/** The white space of markup; other spaces are characters like any other. */
const whiteSpace = /([ \t\n\r\f]+)/;

/**
 * Text as a page shows it: runs of white space are one space, or none where a line of the source ends between characters of a script
 * without spaces, and blocks stand on lines of their own.
 */
export class TextFlow {
  #text = '';
  /** The last character that was written; empty at the very beginning. */
  #last = '';
  #lineEnds = 0;
  #space = '';

  write(text: string): void {
    for (const part of text.split(whiteSpace)) {
      if (part === '') continue;
      if (whiteSpace.test(part)) this.#space += part;
      else this.#append(part);
    }
  }

  /** Writes text whose white space counts. */
  writeAsIs(text: string): void {
    if (text !== '') this.#append(text);
  }

  /** Sets the cells of a row apart. */
  nextCell(): void {
    this.#space = '';
    this.#append('\t');
  }

  /** Ends a line once more, as a line break does. */
  endLine(): void {
    this.#lineEnds++;
    this.#space = '';
  }

  /** Begins a block, which stands on a line of its own, or has a blank line before it. */
  beginBlock(isApart: boolean): void {
    this.#lineEnds = Math.max(this.#lineEnds, isApart ? 2 : 1);
    this.#space = '';
  }

  /** Returns what was written since the last call. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #append(part: string): void {
    if (this.#last !== '') {
      if (this.#lineEnds > 0) this.#text += '\n'.repeat(this.#lineEnds);
      else if (this.#space !== '' && !this.#isBetweenUnspaced(part)) this.#text += ' ';
    }
    this.#lineEnds = 0;
    this.#space = '';
    this.#text += part;
    this.#last = part.slice(-1);
  }

  /** The white space has a line end in it, which only the source needs. */
  #isBetweenUnspaced(next: string): boolean {
    return /[\n\r]/.test(this.#space) && unspaced.test(this.#last) && unspaced.test(next.slice(0, 1));
  }
}
