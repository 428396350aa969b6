import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FormatProcesses } from '../../../../src-main/exports/processes/format-processes.ts';
import { openArchive } from '../../../../src-main/exports/processes/open-archive.ts';
import { spawnFormatChild } from '../../../../src-main/format-process/spawn-format-child.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { shareTemporaryHost } from '../../temporary-host.ts';
import { makeZip } from '../make-zip.ts';
import { refusalOf } from '../studio-error.ts';
import { fileOf, importFile, inspectFile } from './format-files.ts';

const host = shareTemporaryHost();
const megabyte = 2 ** 20;

const text = (content: string) => Buffer.from(content);
const word = (document: string | Buffer, others: [string, string][] = []) =>
  makeZip([
    { name: '[Content_Types].xml', content: text('<Types/>') },
    { name: 'word/document.xml', content: Buffer.from(document) },
    ...others.map(([name, content]) => ({ name, content: text(content) })),
  ]);
const container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>';
const book = (href: string, others: [string, string][] = []) =>
  makeZip([
    { name: 'mimetype', content: text('application/epub+zip') },
    { name: 'META-INF/container.xml', content: text(container) },
    {
      name: 'OPS/book.opf',
      content: text(
        `<package><manifest><item id="a" href="${href}"/></manifest><spine><itemref idref="a"/></spine></package>`,
      ),
    },
    ...others.map(([name, content]) => ({ name, content: text(content) })),
  ]);
const half = (name: string) => fileOf(name).subarray(0, fileOf(name).length >> 1);
const encryption = (algorithm: string) =>
  `<encryption><EncryptedData><EncryptionMethod Algorithm="${algorithm}"/></EncryptedData></encryption>`;

const refused: { what: string; name: string; content: () => Buffer<ArrayBuffer>; words: RegExp }[] = [
  { what: 'half a document', name: 'a.docx', content: () => half('letter.docx'), words: /damaged, or no DOCX/ },
  { what: 'half a book', name: 'a.epub', content: () => half('story.epub'), words: /damaged, or no EPUB/ },
  { what: 'a text called .docx', name: 'a.docx', content: () => text('Dear Sir,'), words: /damaged, or no DOCX/ },
  { what: 'a text called .epub', name: 'a.epub', content: () => text('Chapter 1'), words: /damaged, or no EPUB/ },
  { what: 'a text called .pdf', name: 'a.pdf', content: () => text('Dear Sir,'), words: /damaged, or no PDF/ },
  {
    what: 'noise after the head of a PDF',
    name: 'a.pdf',
    content: () => noise('%PDF-1.7\n'),
    words: /damaged, or no PDF/,
  },
  {
    what: 'a PDF with a password',
    name: 'a.pdf',
    content: () => fileOf('letter-encrypted.pdf'),
    words: /PDF without a password/,
  },
  {
    what: 'a document with a password',
    name: 'a.docx',
    content: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
    words: /DOCX without a password/,
  },
  {
    what: 'a PDF of a picture',
    name: 'a.pdf',
    content: () => fileOf('scan.pdf'),
    words: /PDF without any text in it.+OCR/,
  },
  {
    what: 'a document without text',
    name: 'a.docx',
    content: () => word('<w:document><w:body/></w:document>'),
    words: /without any text/,
  },
  {
    what: 'a bomb in a document',
    name: 'a.docx',
    content: () => word(Buffer.alloc(64 * megabyte, '<w:t>')),
    words: /claims to hold \d+ times as much/,
  },
  {
    what: 'a name that leads out of a book',
    name: 'a.epub',
    content: () => book('a.xhtml', [['../a.xhtml', 'out']]),
    words: /invalid relative path/,
  },
  {
    what: 'a chapter that leads out of a book',
    name: 'a.epub',
    content: () => book('../../../../../etc/passwd'),
    words: /there is no .+passwd in it/,
  },
  {
    what: 'a book that a shop has locked',
    name: 'a.epub',
    content: () =>
      book('a.xhtml', [
        ['META-INF/encryption.xml', encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc')],
        ['OPS/a.xhtml', '\u0001\u0002'],
      ]),
    words: /EPUB without a password/,
  },
  { what: 'a text called .srt', name: 'a.srt', content: () => text('1\nNobody\n'), words: /has no subtitles in it/ },
];

test.each(refused)(
  '$what is refused in words that say what to do, and nothing is imported',
  async ({ name, content, words }) => {
    const before = await host().client.datasets.list();
    const { code, message } = await refusalOf(importFile(host(), name, Buffer.from(content())));
    expect(code).toBe('archive-refused');
    expect(message).toMatch(words);
    expect(message).toMatch(/^a\.\w+ .+ Nothing was imported\.$/);
    expect(await host().client.datasets.list()).toEqual(before);
    expect(host().logged).toEqual([]);
  },
);

test('a book whose fonts are obscured is read all the same', async () => {
  const content = book('a.xhtml', [
    ['META-INF/encryption.xml', encryption('http://www.idpf.org/2008/embedding')],
    ['OPS/a.xhtml', '<html><head><title/></head><body><p>Open to all.</p></body></html>'],
  ]);
  expect((await inspectFile(host(), 'open.epub', content)).preview).toBe('Open to all.');
});

test('entities that grow by themselves are not replaced', async () => {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
  const markup = `<!DOCTYPE d [<!ENTITY e0 "ha">${entities}]><w:document><w:p><w:r><w:t>It is &e9; fun.</w:t></w:r></w:p></w:document>`;
  const { text: found } = await importFile(host(), 'laughs.docx', word(markup));
  expect(found.length).toBeLessThan(100);
});

test('malformed bytes of a page are refused with their place, or replaced and counted', async () => {
  const page = Buffer.concat([
    text('<p>caf'),
    Buffer.from([0xe9, 0x20]),
    text('au lait 港の朝は早い 港の朝は早い</p>'),
  ]);
  const { code, message } = await refusalOf(importFile(host(), 'a.html', page, { encoding: 'utf-8' }));
  expect(code).toBe('dataset-malformed');
  expect(message).toContain('a.html is not in utf-8: what begins with byte 7');
  const { text: found, dataset } = await importFile(host(), 'a.html', page, {
    encoding: 'utf-8',
    malformed: 'replace',
  });
  expect(found).toBe('caf\u{FFFD} au lait 港の朝は早い 港の朝は早い');
  expect(dataset.report?.replaced).toBe(1);
});

test('a page that would take for ever to read is given up in time, and says so', async () => {
  const formats = new FormatProcesses(spawnFormatChild, () => ({ memoryBytes: 2 ** 30, timeMs: 3000 }));
  onTestFinished(() => formats.close());
  const file = join(temporaryFolder(), 'deep.html');
  // Each end looks for its beginning through all that is open.
  const content = '<div>'.repeat(1_000_000) + '</b>'.repeat(1_000_000);
  writeFileSync(file, content);
  const staged = { path: 'deep.html', file, bytes: content.length };
  const archive = await openArchive(formats, 'plain', staged, new AbortController().signal);
  const extraction = { format: 'html', encoding: 'utf-8', malformed: 'refuse', keep: [] } as const;
  const readIt = async () => {
    for await (const piece of archive.files[0]?.extract?.(extraction, () => undefined) ?? [])
      expect(piece.length).toBeGreaterThan(0);
  };
  await expect(readIt()).rejects.toThrow(/could not be read on for 3 seconds.+Nothing was imported/);
});

/** Bytes that mean nothing, always the same. */
function noise(head: string): Buffer<ArrayBuffer> {
  return Buffer.from(
    Buffer.concat([text(head), Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * n * 31 + n * 17) & 255))]),
  );
}
