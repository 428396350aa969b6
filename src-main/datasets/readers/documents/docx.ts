import { posix } from 'node:path';
import type { Extraction, ExtractionRecord } from '../extraction.ts';
import type { OutsideFile } from '../outside-file.ts';
import {
  damagedDocument,
  encryptedDocument,
  openDocument,
  parseXml,
  withoutText,
  type DocumentArchive,
} from './document-archive.ts';
import { WordText } from './word-text.ts';
import { Parser } from 'htmlparser2';

/** The container in which Office keeps what it has encrypted, in place of an archive. */
const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Takes the text out of a document of Word: a paragraph a line, tables with tabs between their cells. */
export async function* extractDocx(
  file: OutsideFile,
  _extraction: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<string> {
  if (await isEncrypted(file)) throw encryptedDocument(file.path, 'DOCX');
  const document = await openDocument(file, 'DOCX');
  try {
    const body = await bodyOf(document);
    if (!document.has(body)) throw damagedDocument(file.path, 'DOCX', `there is no ${body} in it`);
    let isEmpty = true;
    for (const part of [body, ...(record.keep.has('footnotes') ? notesOf(document, body) : [])]) {
      const text = new WordText(record);
      const parser = new Parser(text.handler, { xmlMode: true });
      for await (const markup of document.read(part)) {
        parser.write(markup);
        const piece = text.take();
        if (piece.trim() !== '') isEmpty = false;
        yield piece;
      }
      parser.end();
      yield text.take();
    }
    await countHeaders(document, body, record);
    if (isEmpty) throw withoutText(file.path, 'DOCX');
  } finally {
    document.close();
  }
}

async function isEncrypted(file: OutsideFile): Promise<boolean> {
  for await (const head of file.read()) return compoundFile.equals(head.subarray(0, compoundFile.length));
  return false;
}

/** The main part of a document, which nearly all programs call alike. */
async function bodyOf(document: DocumentArchive): Promise<string> {
  const usual = 'word/document.xml';
  const relations = '_rels/.rels';
  if (document.has(usual) || !document.has(relations)) return usual;
  let body = usual;
  await parseXml(document.read(relations), {
    onopentag(_name, { Type: type = '', Target: target }) {
      if (type.endsWith('/officeDocument') && target !== undefined) body = posix.join(target.replace(/^\//, ''));
    },
  });
  return body;
}

const notesOf = (document: DocumentArchive, body: string) =>
  ['footnotes.xml', 'endnotes.xml']
    .map((part) => posix.join(posix.dirname(body), part))
    .filter((part) => document.has(part));

/** Headers and footers are parts of their own; those without text are none. */
async function countHeaders(document: DocumentArchive, body: string, record: ExtractionRecord): Promise<void> {
  const folder = `${posix.dirname(body)}/`;
  for (const path of document.paths()) {
    if (!path.startsWith(folder) || !/\/(header|footer)\d*\.xml$/.test(path)) continue;
    let hasText = false;
    await parseXml(document.read(path), { ontext: (text) => (hasText ||= text.trim() !== '') });
    if (hasText) record.leaveOut('headers');
  }
}
