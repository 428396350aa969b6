import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStream, type RandomStream } from '../../../src-engine/random/stream.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { makeZip, type ZipEntry } from './make-zip.ts';
import { refusalOf } from './studio-error.ts';

const golden = (name: string) =>
  readFileSync(new URL(`../../golden/texts/${name}.txt`, import.meta.url)).subarray(0, 6000);
const megabyte = 2 ** 20;

const rows = Array.from({ length: 60 }, (_, n) => ({
  text: `a “text” of row ${n}, 猫`,
  label: n % 3 === 0 ? 'x' : 'y',
  n,
}));
const csv = Buffer.from(['text,label,n', ...rows.map(({ text, label, n }) => `"${text}",${label},${n}`)].join('\r\n'));
const textEntries: ZipEntry[] = ['pos/1.txt', 'pos/2.txt', 'neg/3.txt'].map((name, n) => ({
  name,
  content: golden(n === 1 ? 'soseki-neko.shift_jis' : 'soseki-neko.utf-8'),
}));

const wellFormed: [name: string, content: Buffer<ArrayBuffer>][] = [
  ['a.txt', golden('soseki-neko.utf-8')],
  ['b.txt', golden('soseki-neko.shift_jis')],
  ['c.txt', golden('soseki-neko.euc-jp')],
  ['d.md', golden('soseki-neko.utf-16le')],
  ['e.csv', csv],
  ['f.tsv', Buffer.from(csv.toString().replaceAll(',', '\t'))],
  ['g.jsonl', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))],
  ['h.csv', Buffer.from(['t;a;b', ...rows.map(({ n }) => `${n};${n},5;-${n}e-2`)].join('\n'))],
  ['i.zip', makeZip(textEntries)],
  ['j.zip', makeZip([{ name: 'one.csv', content: csv }])],
];

/** Bits turned over, an end or a middle missing, another file's bytes in between, or the same bytes twice. */
function damage(content: Buffer<ArrayBuffer>, random: RandomStream): Buffer<ArrayBuffer> {
  const damaged = Buffer.from(content);
  const place = () => random.below(damaged.length);
  switch (random.below(5)) {
    case 0:
      for (let flips = 1 + random.below(20); flips > 0; flips--) damaged[place()] ^= 1 << random.below(8);
      return damaged;
    case 1:
      return damaged.subarray(0, place());
    case 2: {
      const start = place();
      return Buffer.concat([damaged.subarray(0, start), damaged.subarray(start + 1 + random.below(200))]);
    }
    case 3: {
      const start = place();
      const [, other] = wellFormed[random.below(wellFormed.length)];
      return Buffer.concat([damaged.subarray(0, start), other.subarray(0, 500), damaged.subarray(start)]);
    }
    default:
      damaged.writeUInt32LE(random.below(2 ** 32), random.below(damaged.length - 4));
      return damaged;
  }
}

const expectedRefusals = ['archive-refused', 'dataset-empty', 'dataset-malformed', 'dataset-not-text', 'invalid-data'];

test('200 damaged files are imported as far as they make sense, or refused with a reason; nothing is left of the refused', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const random = createStream(7, 'damage', 0);
  const outcomes = { imported: 0, refused: 0 };
  await client.system.info();
  const memory = process.memoryUsage().rss;
  for (let n = 0; n < 200; n++) {
    const [name, content] = wellFormed[n % wellFormed.length];
    const file = new Blob([damage(content, random)]);
    const known = new Set((await client.datasets.list()).map(({ id }) => id));
    const call = client.datasets.import({ name, file });
    const imported = await call.catch(() => null);
    if (imported === null) {
      const { code, message } = await refusalOf(call);
      expect(expectedRefusals, message).toContain(code);
      expect((await client.datasets.list()).every(({ id }) => known.has(id))).toBe(true);
      outcomes.refused++;
    } else {
      expect(imported.bytes).toBeGreaterThan(0);
      outcomes.imported++;
    }
  }
  expect(process.memoryUsage().rss - memory).toBeLessThan(300 * megabyte);
  expect(outcomes.refused).toBeGreaterThan(20);
  expect(outcomes.imported).toBeGreaterThan(20);
  expect(host.logged).toEqual([]);
  const stored = await client.datasets.list();
  await host.close();
  expect(existsSync(join(host.dataDir, 'imports'))).toBe(false);
  const store = await openStore(host.dataDir);
  expect(store.texts.discardUnfinished()).toBe(false);
  for (const { bytes, id } of stored) expect(store.texts.bytes(store.datasets.get(id)!.text_key)).toBe(bytes);
  await store.close();
});

const entry = (
  name: string,
  content: string | Buffer<ArrayBuffer> = 'text',
  stated?: ZipEntry['stated'],
): ZipEntry => ({
  name,
  content: Buffer.from(content),
  ...(stated && { stated }),
});

test.each<{ what: string; zip: () => Buffer<ArrayBuffer>; words: string }>([
  { what: 'a bomb', zip: () => makeZip([entry('a.txt', Buffer.alloc(100 * megabyte, 'a'))]), words: 'made to do harm' },
  {
    what: 'a bomb that claims to be small',
    zip: () => makeZip([entry('a.txt', Buffer.alloc(100 * megabyte, 'a'), { uncompressedSize: 1000 })]),
    words: 'is damaged',
  },
  {
    what: 'a file that claims to be huge',
    zip: () => makeZip([entry('a.txt', 'small', { uncompressedSize: 0xfffffff0 })]),
    words: 'made to do harm',
  },
  { what: 'a name that leads out', zip: () => makeZip([entry('../../evil.txt')]), words: 'invalid relative path' },
  {
    what: 'a name that leads out, with backslashes',
    zip: () => makeZip([entry('..\\evil.txt')]),
    words: 'invalid relative path',
  },
  { what: 'an absolute name', zip: () => makeZip([entry('/etc/evil.txt')]), words: 'absolute path' },
  { what: 'an encrypted file', zip: () => makeZip([entry('a.txt', 'x', { flags: 0x801 })]), words: 'is encrypted' },
  { what: 'an unknown packing', zip: () => makeZip([entry('a.txt', 'x', { method: 93 })]), words: 'not known here' },
  {
    what: 'another archive',
    zip: () => makeZip([entry('b.zip', makeZip([entry('a.txt')]))]),
    words: 'another archive in it, b.zip',
  },
  { what: 'the same name twice', zip: () => makeZip([entry('a.txt'), entry('a.txt', 'other')]), words: 'a.txt twice' },
  { what: 'a wrong checksum', zip: () => makeZip([entry('a.txt', 'text', { crc32: 1 })]), words: 'another checksum' },
  { what: 'no texts', zip: () => makeZip([entry('a.png'), entry('b.exe')]), words: 'There is no text or table in' },
  { what: 'nothing', zip: () => makeZip([]), words: 'There is no text or table in' },
])('an archive with $what is refused in words, and nothing of it is kept', async ({ zip, words }) => {
  const host = await openTemporaryHost();
  const file = new Blob([zip()]);
  const memory = process.memoryUsage().rss;
  const { code, message } = await refusalOf(host.client.datasets.import({ name: 'a.zip', file }));
  expect(['archive-refused', 'dataset-empty']).toContain(code);
  expect(message).toContain(words);
  expect(process.memoryUsage().rss - memory).toBeLessThan(100 * megabyte);
  expect(await host.client.datasets.list()).toEqual([]);
  expect(readdirSync(join(host.dataDir, 'imports'))).toEqual([]);
});
