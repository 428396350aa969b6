import { Parser } from 'htmlparser2';
import type { LeftOutKind } from '../../../contract/datasets/left-out.ts';
import type { ExtractionRecord } from '../extraction.ts';
import type { TextFlow } from './text-flow.ts';

type Attributes = Readonly<Record<string, string>>;

/** Elements that are left out with all that is in them, as what they are told; null for those that nobody would miss. */
const leftOutElements: Readonly<Record<string, LeftOutKind | null>> = {
  ...{ script: 'scripts', style: 'scripts', noscript: null, template: null, title: null },
  ...{ img: 'pictures', svg: 'pictures', canvas: 'pictures' },
  ...{ video: 'media', audio: 'media', iframe: 'media', object: 'media', embed: 'media' },
  ...{ math: 'formulas', nav: 'navigation' },
  ...{ button: 'controls', select: 'controls', textarea: 'controls', input: 'controls', datalist: null },
  ...{ rt: 'ruby', rp: null },
};

/** Blocks with a blank line before and after them, and those that only stand on lines of their own. */
const blocksApart = new Set(
  'address article aside blockquote details dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main ol p pre section table ul'.split(
    ' ',
  ),
);
const blocks = new Set('body caption dd div dt figcaption legend li summary tr'.split(' '));

/** Notes and marks that lead to them, by the roles of DPUB-ARIA and EPUB, and by the names that LibreOffice and MediaWiki give. */
const noteMark = /^(doc-noteref|noteref|footnote-ref|sdfootnoteanc|sdendnoteanc|reference)$/;
const note = /^(doc-footnote|doc-endnote|footnote|endnote|rearnote|sd(foot|end)note\d+)$/;
const notes = /^(doc-endnotes|footnotes|endnotes|rearnotes|references)$/;
/** The number of a page of the printed book. */
const pageNumber = /^(doc-pagebreak|pagebreak)$/;

/** The text of one page of HTML, which comes in pieces. */
export class HtmlText {
  readonly #flow: TextFlow;
  readonly #record: ExtractionRecord;
  readonly #parser: Parser;
  #depth = 0;
  /** The depth of the outermost element that is left out; null outside of one. */
  #leftOutAt: number | null = null;
  #preformatted = 0;
  #cellsInRow = 0;
  #noteMarks = 0;
  #notes = 0;

  /** In XHTML an element may be closed where it is opened. */
  constructor(flow: TextFlow, record: ExtractionRecord, isXhtml: boolean) {
    this.#flow = flow;
    this.#record = record;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#open(name, attributes),
        ontext: (text) => this.#write(text),
        onclosetag: (name) => this.#close(name),
      },
      { recognizeSelfClosing: isXhtml, recognizeCDATA: isXhtml },
    );
  }

  write(markup: string): void {
    this.#parser.write(markup);
  }

  end(): void {
    this.#parser.end();
    this.#flow.beginBlock(true);
  }

  #open(name: string, attributes: Attributes): void {
    this.#depth++;
    if (this.#leftOutAt !== null) return this.#countNote(attributes);
    if (this.#isLeftOut(name, attributes)) {
      this.#leftOutAt = this.#depth;
      return;
    }
    if (name === 'rt') this.#flow.writeAsIs('《');
    if (name === 'br') this.#flow.endLine();
    if (name === 'tr') this.#cellsInRow = 0;
    if ((name === 'td' || name === 'th') && this.#cellsInRow++ > 0) this.#flow.nextCell();
    this.#beginBlock(name);
    if (name === 'pre') this.#preformatted++;
  }

  #close(name: string): void {
    const isLeftOut = this.#leftOutAt !== null;
    if (this.#leftOutAt === this.#depth) this.#leftOutAt = null;
    this.#depth--;
    if (isLeftOut) return;
    if (name === 'rt') this.#flow.writeAsIs('》');
    if (name === 'pre') this.#preformatted--;
    this.#beginBlock(name);
  }

  #write(text: string): void {
    if (this.#leftOutAt !== null) return;
    if (this.#preformatted > 0) this.#flow.writeAsIs(text);
    else this.#flow.write(text);
  }

  #beginBlock(name: string): void {
    if (blocksApart.has(name)) this.#flow.beginBlock(true);
    else if (blocks.has(name)) this.#flow.beginBlock(false);
  }

  #isLeftOut(name: string, attributes: Attributes): boolean {
    const { keep } = this.#record;
    if (this.#isNote(attributes)) return !keep.has('footnotes');
    if (name === 'rt' && keep.has('ruby')) return false;
    if (isOf(attributes, pageNumber) && !keep.has('page-headers')) return this.#leaveOut('page-headers');
    if ('hidden' in attributes || /display:\s*none/i.test(attributes['style'] ?? '')) return this.#leaveOut('hidden');
    const kind = leftOutElements[name];
    return kind !== undefined && this.#leaveOut(name === 'input' && attributes['type'] === 'hidden' ? null : kind);
  }

  #leaveOut(kind: LeftOutKind | null): true {
    if (kind !== null) this.#record.leaveOut(kind);
    return true;
  }

  #isNote(attributes: Attributes): boolean {
    this.#countNote(attributes);
    return [noteMark, note, notes].some((pattern) => isOf(attributes, pattern));
  }

  /** A note is told once, by its mark or by itself, whichever there are more of. */
  #countNote(attributes: Attributes): void {
    if (this.#record.keep.has('footnotes')) return;
    const before = Math.max(this.#noteMarks, this.#notes);
    if (isOf(attributes, noteMark)) this.#noteMarks++;
    else if (isOf(attributes, note)) this.#notes++;
    this.#record.leaveOut('footnotes', Math.max(this.#noteMarks, this.#notes) - before);
  }
}

/** Tells whether one of an element's roles or names is of this kind. */
function isOf({ role = '', 'epub:type': type = '', class: names = '', id = '' }: Attributes, pattern: RegExp): boolean {
  return `${role} ${type} ${names} ${id}`.split(/\s+/).some((each) => pattern.test(each));
}
