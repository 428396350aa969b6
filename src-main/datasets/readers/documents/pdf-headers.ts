import type { ExtractionRecord } from '../extraction.ts';
import type { PageLines, PdfLine } from './pdf-lines.ts';

/** Lines at either end of a page that may be a header or a footer. */
const linesAtEnds = 2;
/** A chapter's title may be on no more pages than these, and a book begins with pages that have none. */
const mostNeeded = 3;

/** Leaves out lines that pages repeat at their upper and lower ends, but for numbers, and those that are the numbers of pages. */
export function withoutHeaders(pages: readonly PageLines[], record: ExtractionRecord): PageLines[] {
  if (record.keep.has('page-headers')) return [...pages];
  const times = new Map<string, number>();
  for (const lines of pages) {
    for (const key of new Set(endsOf(lines).map(keyOf))) times.set(key, (times.get(key) ?? 0) + 1);
  }
  const needed = Math.max(2, Math.min(mostNeeded, Math.floor(pages.length / 2)));
  return pages.map((lines) => {
    const ends = new Set(endsOf(lines));
    const kept = lines.filter((line) => !ends.has(line) || (times.get(keyOf(line)) ?? 0) < needed);
    record.leaveOut('page-headers', lines.length - kept.length);
    return kept;
  });
}

function endsOf(lines: PageLines): PdfLine[] {
  const byPlace = lines.toSorted((a, b) => b.base - a.base);
  return [...new Set([...byPlace.slice(0, linesAtEnds), ...byPlace.slice(-linesAtEnds)])];
}

/** The same for lines that differ in their numbers alone, and stand at the same height. */
function keyOf({ text, base }: PdfLine): string {
  const words = /^[ivxlcdm]{1,8}$/i.test(text) ? '#' : text.replaceAll(/\d+/g, '#');
  return `${Math.round(base / 4)} ${words}`;
}
