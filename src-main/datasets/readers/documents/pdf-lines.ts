import type { TextContent, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { ExtractionRecord } from '../extraction.ts';

/** A line of a page. Lengths are in points; lines of vertical writing are laid down, so that they begin at the right. */
export interface PdfLine {
  text: string;
  /** The place of its beginning and its end along the line, and of its base across it, growing upwards. */
  start: number;
  end: number;
  base: number;
  /** The height of its letters. */
  size: number;
}

export type PageLines = PdfLine[];

/** A piece of text on a page. */
interface Piece extends PdfLine {
  endsLine: boolean;
}

/** The reading beside a word is of kana, about half as large. */
const kana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u;
const readingSize = 0.65;
/** The mark of a note is small, and stands above the base of its line. */
const noteMark = /^[\d*†‡§]{1,3}$/;
const noteMarkSize = 0.78;
const noteSize = 0.93;
const noteBeginning = /^([\d*†‡§]{1,3})[\s.)]?\s*\S/;

/** The lines of a page in the order of its text. Readings and footnotes are left out as the record has it. */
export function linesOfPage(content: TextContent, record: ExtractionRecord): PageLines {
  const pieces = content.items.flatMap((item) => ('str' in item ? [pieceOf(item, content)] : []));
  const size = usualSize(pieces);
  const marks: Piece[] = [];
  const lines: PdfLine[] = [];
  let line: PdfLine | null = null;
  let readings = 0;
  for (const piece of pieces) {
    const isSmall = piece.size < size * readingSize;
    if (isSmall && kana.test(piece.text) && piece.text.trim() !== '') {
      if (!record.keep.has('ruby')) {
        readings++;
        continue;
      }
    }
    if (line !== null && noteMark.test(piece.text) && piece.size < size * noteMarkSize && piece.base > line.base) {
      marks.push(piece);
      continue;
    }
    if (piece.text !== '') {
      line = line !== null && isSameLine(line, piece) ? joined(line, piece) : begun(lines, line, piece);
    }
    if (piece.endsLine && line !== null && piece.text.trim() !== '') {
      lines.push(line);
      line = null;
    }
  }
  if (line !== null) lines.push(line);
  record.leaveOut('ruby', readings);
  const found = lines.map((each) => ({ ...each, text: each.text.trim() })).filter(({ text }) => text !== '');
  return record.keep.has('footnotes') ? found : withoutNotes(found, size, record);
}

function pieceOf(
  { str: text, transform, width, height, fontName, hasEOL: endsLine }: TextItem,
  { styles }: TextContent,
): Piece {
  const [a, b, c, d, x, y] = transform as number[];
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  if (styles[fontName]?.vertical === true)
    return { text, start: -y, end: -y + Math.max(height, width), base: x, size: Math.hypot(a, b), endsLine };
  return { text, start: x, end: x + width, base: y, size, endsLine };
}

/** The size of most letters. */
function usualSize(pieces: readonly Piece[]): number {
  const letters = new Map<number, number>();
  for (const { text, size } of pieces) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function isSameLine(line: PdfLine, piece: Piece): boolean {
  return Math.abs(line.base - piece.base) < Math.max(line.size, piece.size) * 0.4;
}

function joined(line: PdfLine, { text, end, size }: Piece): PdfLine {
  return { ...line, text: line.text + text, end: Math.max(line.end, end), size: Math.max(line.size, size) };
}

function begun(lines: PdfLine[], before: PdfLine | null, { text, start, end, base, size }: Piece): PdfLine {
  if (before !== null) lines.push(before);
  return { text, start, end, base, size };
}

/** Notes are the last lines of a page, smaller than the others, and begin with their marks. */
function withoutNotes(lines: readonly PdfLine[], size: number, record: ExtractionRecord): PageLines {
  const isSmall = (line: PdfLine) => line.size < size * noteSize;
  let last = lines.length;
  // The number of the page may come after them.
  if (last > 0 && !isSmall(lines[last - 1])) last--;
  let first = last;
  while (first > 0 && isSmall(lines[first - 1])) first--;
  while (first < last && !noteBeginning.test(lines[first].text)) first++;
  if (first === last) return [...lines];
  record.leaveOut('footnotes', lines.slice(first, last).filter(({ text }) => noteBeginning.test(text)).length);
  return [...lines.slice(0, first), ...lines.slice(last)];
}
