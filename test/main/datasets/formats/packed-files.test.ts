import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { shareTemporaryHost } from '../../temporary-host.ts';
import { parquetFile } from '../parquet-file.ts';
import { refusalOf } from '../studio-error.ts';
import { fileOf, importFile, inspectFile } from './format-files.ts';

const host = shareTemporaryHost();
const megabyte = 2 ** 20;

test.each(['harbour.srt.gz', 'harbour.srt.zst'])('%s is what was packed', async (name) => {
  const inspection = await inspectFile(host(), name);
  expect(inspection).toMatchObject({ format: 'subtitles', files: [{ path: 'harbour.srt' }] });
  const packed = await importFile(host(), name);
  const plain = await importFile(host(), 'harbour.srt');
  expect(packed.dataset.hash).toBe(plain.dataset.hash);
});

test('tables, pages and Parquet in a packing are read as they would be without', async () => {
  const csv = Buffer.from('text,label\ngood,1\nbad,0\nfine,1\n');
  const table = await inspectFile(host(), 'reviews.csv.gz', gzipSync(csv));
  expect(table).toMatchObject({ format: 'csv', table: { rowsRead: 3, isWhole: true } });
  const parquet = await inspectFile(host(), 'sales.parquet.zst', zstdCompressSync(parquetFile));
  expect(parquet.table?.rows).toHaveLength(6);
  const { text } = await importFile(host(), 'neko.html.gz', gzipSync(fileOf('neko.html')));
  expect(text).toContain('灯台守は毎晩、階段を');
  // Whatever it is called.
  expect((await importFile(host(), 'harbour', fileOf('harbour.srt.gz'))).text).toContain('Eleven');
});

test('a gzip of several members is all of them', async () => {
  const { text } = await importFile(
    host(),
    'two.txt.gz',
    Buffer.from(Buffer.concat([gzipSync('one, '), gzipSync('two')])),
  );
  expect(text).toBe('one, two');
});

test.each([
  {
    what: 'a cut gzip',
    name: 'a.txt.gz',
    content: () => cut(fileOf('harbour.srt.gz')),
    words: /damaged, or not packed with gzip/,
  },
  {
    what: 'a cut zstd',
    name: 'a.txt.zst',
    content: () => cut(fileOf('harbour.srt.zst')),
    words: /damaged, or not packed with zstd/,
  },
  {
    what: 'a gzip with a wrong byte',
    name: 'a.txt.gz',
    content: () => Buffer.from(fileOf('harbour.srt.gz').map((byte, n) => (n === 80 ? byte ^ 0x55 : byte))),
    words: /damaged, or not packed with gzip/,
  },
  {
    what: 'a gzip of nothing but zeros',
    name: 'a.txt.gz',
    content: () => gzipSync(Buffer.alloc(64 * megabyte, 'a')),
    words: /claims to hold \d+ times as much/,
  },
  {
    what: 'a zstd of nothing but zeros',
    name: 'a.txt.zst',
    content: () => zstdCompressSync(Buffer.alloc(64 * megabyte, 'a')),
    words: /claims to hold \d+ times as much/,
  },
])('$what is refused, and nothing is imported', async ({ name, content, words }) => {
  const before = await host().client.datasets.list();
  const { code, message } = await refusalOf(importFile(host(), name, content()));
  expect(code).toBe('archive-refused');
  expect(message).toMatch(words);
  expect(message).toMatch(/^a\.txt\.\w+ .+ Nothing was imported\.$/);
  expect(await host().client.datasets.list()).toEqual(before);
  expect(host().logged).toEqual([]);
});

test('an archive of tar in a gzip is told by what it is', async () => {
  const tar = Buffer.alloc(1024);
  tar.write('ustar', 257);
  const { code, message } = await refusalOf(inspectFile(host(), 'texts.tar.gz', gzipSync(tar)));
  expect(code).toBe('file-not-data');
  expect(message).toMatch(/“texts\.tar” is packed in a way that .+ Unpack it/);
});

function cut(content: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  return content.subarray(0, content.length - 30);
}
