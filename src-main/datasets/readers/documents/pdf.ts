import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Extraction, ExtractionRecord } from '../extraction.ts';
import { readAll, type OutsideFile } from '../outside-file.ts';
import { damagedDocument, encryptedDocument, withoutText } from './document-archive.ts';
import { linesOfPage, type PageLines } from './pdf-lines.ts';
import { ParagraphWriter } from './pdf-paragraphs.ts';
import { withoutHeaders } from './pdf-headers.ts';

/** Pages whose first and last lines are compared: enough to find what repeats, and few enough for a beginning to come soon. */
const pagesAtOnce = 24;

/** Takes the running text out of a PDF, a paragraph a line. */
export async function* extractPdf(
  file: OutsideFile,
  _extraction: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<string> {
  const bytes = await readAll(file);
  countPictures(bytes, record);
  const document = await openPdf(file.path, bytes);
  try {
    const writer = new ParagraphWriter();
    let isEmpty = true;
    for (let first = 1; first <= document.numPages; first += pagesAtOnce) {
      const pages = await readPages(file.path, document, first, record);
      for (const lines of withoutHeaders(pages, record)) {
        if (lines.length > 0) isEmpty = false;
        writer.addPage(lines);
      }
      yield writer.take();
    }
    if (isEmpty) throw withoutText(file.path, 'PDF');
    yield writer.end();
  } finally {
    await document.loadingTask.destroy();
  }
}

async function openPdf(name: string, bytes: Buffer): Promise<PDFDocumentProxy> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const resources = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  try {
    return await getDocument({
      data: new Uint8Array(bytes),
      // Fonts of East Asian scripts name tables that do not lie in the file.
      ...{ cMapUrl: `${join(resources, 'cmaps')}/`, cMapPacked: true },
      ...{ disableFontFace: true, useSystemFonts: false },
      verbosity: VerbosityLevel.ERRORS,
    }).promise;
  } catch (error) {
    const { name: kind = '', message = String(error) } = error instanceof Error ? error : {};
    throw kind === 'PasswordException' ? encryptedDocument(name, 'PDF') : damagedDocument(name, 'PDF', message);
  }
}

async function readPages(
  name: string,
  document: PDFDocumentProxy,
  first: number,
  record: ExtractionRecord,
): Promise<PageLines[]> {
  const pages: PageLines[] = [];
  const last = Math.min(first + pagesAtOnce - 1, document.numPages);
  for (let number = first; number <= last; number++) {
    try {
      const page = await document.getPage(number);
      const lines = linesOfPage(await page.getTextContent(), record);
      page.cleanup();
      if (lines.length === 0) record.leaveOut('empty-pages');
      pages.push(lines);
    } catch (error) {
      throw damagedDocument(name, 'PDF', `page ${number}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return pages;
}

/** Pictures are objects whose descriptions are never packed. A mask belongs to a picture, and is one too. */
function countPictures(bytes: Buffer, record: ExtractionRecord): void {
  const text = bytes.toString('latin1');
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
  record.leaveOut('pictures', Math.max(0, count(/\/Subtype\s*\/Image\b/g) - count(/\/SMask\s+\d+\s+\d+\s+R/g)));
}
