import type { PageLines, PdfLine } from './pdf-lines.ts';

/** Scripts without spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;
/** Lines of one paragraph are no further apart than this many times the distance of most. */
const widestGap = 1.3;
/** An indented line is further to the right than this, in heights of its letters. */
const leastIndent = 0.7;
const otherSize = 0.12;
/** A page or column that ends so ends a paragraph more often than not. */
const sentenceEnd = /[.!?…。！？」』][”’"')\]]*$/u;

/** A stretch of lines below each other, such as a column. */
interface Block {
  start: number;
  end: number;
  gap: number;
}

/** Joins lines to paragraphs: one ends where its last line has room for the next word, or where the next line is set apart. */
export class ParagraphWriter {
  #text = '';
  #paragraph = '';
  #last: { line: PdfLine; block: Block } | null = null;

  addPage(lines: PageLines): void {
    for (const stretch of stretchesOf(lines)) {
      const block = blockOf(stretch);
      for (const line of stretch) this.#add(line, block);
    }
  }

  /** Returns the paragraphs that have ended since the last call. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  end(): string {
    this.#endParagraph();
    return this.take();
  }

  #add(line: PdfLine, block: Block): void {
    const last = this.#last;
    if (last !== null && beginsParagraph(last, line, block)) this.#endParagraph();
    this.#paragraph = withLine(this.#paragraph, line.text);
    this.#last = { line, block };
  }

  #endParagraph(): void {
    if (this.#paragraph !== '') this.#text += `${this.#paragraph}\n`;
    this.#paragraph = '';
  }
}

function stretchesOf(lines: PageLines): PageLines[] {
  const stretches: PageLines[] = [];
  for (const line of lines) {
    const stretch = stretches.at(-1);
    const before = stretch?.at(-1);
    if (stretch !== undefined && before !== undefined && line.base <= before.base) stretch.push(line);
    else stretches.push([line]);
  }
  return stretches;
}

function blockOf(lines: PageLines): Block {
  const gaps = lines.slice(1).map(({ base }, n) => lines[n].base - base);
  const sorted = gaps.filter((gap) => gap > 1).toSorted((a, b) => a - b);
  return {
    start: Math.min(...lines.map(({ start }) => start)),
    end: Math.max(...lines.map(({ end }) => end)),
    // Most lines of a page belong to paragraphs; with few lines, the nearest ones tell.
    gap: sorted[Math.floor(sorted.length / 3)] ?? Number.POSITIVE_INFINITY,
  };
}

function beginsParagraph(last: { line: PdfLine; block: Block }, line: PdfLine, block: Block): boolean {
  if (Math.abs(last.line.size - line.size) > line.size * otherSize) return true;
  const isBelow = last.block === block;
  if (isBelow ? last.line.base - line.base > block.gap * widestGap : sentenceEnd.test(last.line.text)) return true;
  if (line.start - block.start > line.size * leastIndent && last.line.start < line.start - line.size / 3) return true;
  return last.block.end - last.line.end > firstWordWidth(line);
}

/** The room that the first word of a line takes, with the space before it. */
function firstWordWidth({ text, start, end, size }: PdfLine): number {
  // Some characters may not begin a line, so that two come down with them.
  if (unspaced.test(text.slice(0, 1))) return size * 3;
  const [word] = text.split(/\s/);
  return ((word.length + 1) * (end - start)) / Math.max(1, text.length) + size * 0.5;
}

function withLine(paragraph: string, line: string): string {
  if (paragraph === '') return line;
  if (/\p{L}[-\u00AD\u2010]$/u.test(paragraph) && /^\p{Ll}/u.test(line)) return paragraph.slice(0, -1) + line;
  const isUnspaced = unspaced.test(paragraph.slice(-1)) && unspaced.test(line.slice(0, 1));
  return `${paragraph}${isUnspaced ? '' : ' '}${line}`;
}
