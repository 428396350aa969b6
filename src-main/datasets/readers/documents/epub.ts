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
import { HtmlText } from './html-text.ts';
import { TextFlow } from './text-flow.ts';

/** Fonts are often obscured, and a book can be read without them; all else that is encrypted belongs to a shop. */
const obscuredFonts = /^http:\/\/(www\.idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC)$/;

/** Takes the text out of an EPUB: its chapters in the order in which they are read. */
export async function* extractEpub(
  file: OutsideFile,
  _extraction: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<string> {
  const book = await openDocument(file, 'EPUB');
  try {
    if (await isEncrypted(book)) throw encryptedDocument(file.path, 'EPUB');
    const flow = new TextFlow();
    let isEmpty = true;
    for (const chapter of await chaptersOf(file.path, book, record)) {
      const page = new HtmlText(flow, record, true);
      for await (const markup of book.read(chapter)) {
        page.write(markup);
        const text = flow.take();
        if (text !== '') isEmpty = false;
        yield text;
      }
      page.end();
      yield flow.take();
    }
    if (isEmpty) throw withoutText(file.path, 'EPUB');
  } finally {
    book.close();
  }
}

async function isEncrypted(book: DocumentArchive): Promise<boolean> {
  const place = 'META-INF/encryption.xml';
  if (!book.has(place)) return false;
  let isFound = false;
  await parseXml(book.read(place), {
    onopentag(name, { Algorithm: algorithm = '' }) {
      // The algorithm of a key, which stands in another element, is not that of a file.
      if (/(^|:)EncryptionMethod$/.test(name) && !obscuredFonts.test(algorithm)) isFound = true;
    },
  });
  return isFound;
}

/** Returns the paths of the chapters. The table of contents is left out, and what is to be read apart stays where it is. */
async function chaptersOf(name: string, book: DocumentArchive, record: ExtractionRecord): Promise<string[]> {
  const description = await descriptionOf(name, book);
  const items = new Map<string, { path: string; properties: string }>();
  const order: string[] = [];
  await parseXml(book.read(description), {
    onopentag(element, attributes) {
      const { id = '', href = '', properties = '', idref } = attributes;
      if (/(^|:)item$/.test(element)) items.set(id, { path: pathOf(description, href), properties });
      if (/(^|:)itemref$/.test(element) && idref !== undefined) order.push(idref);
    },
  });
  const chapters: string[] = [];
  for (const id of order) {
    const item = items.get(id);
    if (item === undefined) throw damagedDocument(name, 'EPUB', `there is no chapter ${id} in it`);
    if (/(^|\s)nav(\s|$)/.test(item.properties)) record.leaveOut('navigation');
    else chapters.push(item.path);
  }
  return chapters;
}

async function descriptionOf(name: string, book: DocumentArchive): Promise<string> {
  let path: string | undefined;
  await parseXml(book.read('META-INF/container.xml'), {
    onopentag(element, attributes) {
      if (/(^|:)rootfile$/.test(element)) path ??= attributes['full-path'];
    },
  });
  if (path === undefined) throw damagedDocument(name, 'EPUB', 'nothing says where its chapters are');
  return path;
}

/** Paths are looked up among the parts of the archive, so that they lead nowhere else. */
function pathOf(from: string, href: string): string {
  const [path = ''] = href.split('#');
  return posix.join(posix.dirname(from), decoded(path));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
