import type { Handler } from 'htmlparser2';
import type { LeftOutKind } from '../../../contract/datasets/left-out.ts';
import type { ExtractionRecord } from '../extraction.ts';

type Attributes = Readonly<Record<string, string>>;

/** Elements of WordprocessingML that are left out with all that is in them, as what they are told; null for what is no text. */
const leftOutElements: Readonly<Record<string, LeftOutKind | null>> = {
  ...{ 'w:pPr': null, 'w:tblPr': null, 'w:sectPr': null, 'w:rubyPr': null, 'w:instrText': null, 'w:fldData': null },
  // Everything for older programs is there once more for newer ones.
  'mc:Fallback': null,
  ...{ 'w:del': 'deletions', 'w:moveFrom': 'deletions' },
  ...{ 'm:oMath': 'formulas', 'w:object': 'media' },
  ...{ 'pic:pic': 'pictures', 'v:imagedata': 'pictures', 'c:chart': 'pictures', 'w:commentReference': 'comments' },
};
const noteReferences = new Set(['w:footnoteReference', 'w:endnoteReference']);

/** The text of a part of a document in WordprocessingML (ECMA-376), which a parser of XML reads. */
export class WordText {
  readonly handler: Partial<Handler>;
  readonly #record: ExtractionRecord;
  #text = '';
  /** The names of the elements that are open. */
  readonly #open: string[] = [];
  /** How many are open around the outermost one that is left out; null outside of one. */
  #leftOutAt: number | null = null;
  #isHidden = false;
  /** The number of cells in each row that is open, as tables may lie in cells. */
  readonly #rows: number[] = [];
  /** Line ends that are due once a cell goes on: within one, paragraphs have spaces between them. */
  #isParagraphDue = false;
  /** A reading comes before the word that it is for. */
  #reading = '';
  #notes = 0;

  constructor(record: ExtractionRecord) {
    this.#record = record;
    this.handler = {
      onopentag: (name, attributes) => this.#openElement(name, attributes),
      ontext: (text) => this.#write(text),
      onclosetag: (name) => this.#closeElement(name),
    };
  }

  /** Returns what was read since the last call. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #openElement(name: string, attributes: Attributes): void {
    this.#open.push(name);
    if (this.#leftOutAt !== null) return;
    if (this.#isLeftOut(name, attributes)) {
      this.#leftOutAt = this.#open.length;
      return;
    }
    switch (name) {
      case 'w:r':
        this.#isHidden = false;
        break;
      case 'w:vanish':
        this.#hide(attributes);
        break;
      case 'w:tr':
        this.#rows.push(0);
        break;
      case 'w:tc':
        this.#beginCell();
        break;
      case 'w:tab':
        this.#append('\t');
        break;
      case 'w:br':
        if ((attributes['w:type'] ?? 'textWrapping') === 'textWrapping') this.#append('\n');
        break;
      case 'w:cr':
        this.#append('\n');
        break;
      case 'w:noBreakHyphen':
        this.#append('\u2011');
        break;
    }
  }

  #closeElement(name: string): void {
    if (this.#leftOutAt === this.#open.length) this.#leftOutAt = null;
    this.#open.pop();
    if (this.#leftOutAt !== null) return;
    if (name === 'w:p') this.#endParagraph();
    if (name === 'w:ruby') this.#append(this.#reading === '' ? '' : `《${this.#reading}》`);
    if (name === 'w:ruby') this.#reading = '';
    if (name === 'w:tr') {
      this.#rows.pop();
      this.#isParagraphDue = false;
      this.#endParagraph();
    }
  }

  #write(text: string): void {
    if (this.#leftOutAt !== null || this.#open.at(-1) !== 'w:t') return;
    if (this.#open.includes('w:rt')) this.#reading += text;
    else this.#append(text);
  }

  #append(text: string): void {
    if (this.#isHidden || text === '') return;
    if (this.#isParagraphDue) this.#text += ' ';
    this.#isParagraphDue = false;
    this.#text += text;
  }

  #endParagraph(): void {
    if (this.#rows.length === 0) this.#text += '\n';
    else this.#isParagraphDue = true;
  }

  #beginCell(): void {
    const cells = this.#rows.pop() ?? 0;
    this.#rows.push(cells + 1);
    this.#isParagraphDue = false;
    if (cells > 0) this.#text += '\t';
  }

  #hide({ 'w:val': value = 'true' }: Attributes): void {
    if (['false', '0', 'off'].includes(value)) return;
    this.#isHidden = true;
    this.#record.leaveOut('hidden');
  }

  #isLeftOut(name: string, attributes: Attributes): boolean {
    if (noteReferences.has(name)) return this.#isNoteLeftOut();
    if (name === 'w:rt') return !this.#record.keep.has('ruby') && this.#leaveOut('ruby');
    if (name === 'w:docPartGallery' && attributes['w:val'] === 'Table of Contents') return this.#leaveOutContents();
    // The lines between a text and its notes are notes for the program.
    if (/^w:(foot|end)note$/.test(name)) return attributes['w:type'] !== undefined;
    const kind = leftOutElements[name];
    return kind !== undefined && this.#leaveOut(kind);
  }

  #isNoteLeftOut(): boolean {
    if (!this.#record.keep.has('footnotes')) return this.#leaveOut('footnotes');
    this.#append(`[${++this.#notes}]`);
    return false;
  }

  /** Leaves out the rest of the block that says that it is the table of contents. */
  #leaveOutContents(): boolean {
    this.#record.leaveOut('navigation');
    const block = this.#open.lastIndexOf('w:sdt');
    if (block >= 0) this.#leftOutAt = block + 1;
    return false;
  }

  #leaveOut(kind: LeftOutKind | null): true {
    if (kind !== null) this.#record.leaveOut(kind);
    return true;
  }
}
