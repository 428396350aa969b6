import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectEncoding, leastConfidence, sampleEncoding } from '../../../src-main/datasets/readers/detect-encoding.ts';
import { characterDecoder } from '../../../src-main/datasets/readers/text-decoding.ts';
import { textEncodings, type TextEncoding } from '../../../src-main/contract/datasets/import-records.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { refusalOf } from './studio-error.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/texts/${name}.txt`, import.meta.url));
const mark = (...bytes: number[]) => Buffer.from(bytes);
const shakespeare = golden('shakespeare.utf-8');
const wide = Buffer.from(shakespeare.toString(), 'utf16le');

const inAllEncodings: { text: string; files: [string, Buffer<ArrayBuffer>][] }[] = [
  {
    text: 'soseki-neko.utf-8',
    files: [
      ['UTF-8', golden('soseki-neko.utf-8')],
      ['UTF-8 with a mark', Buffer.concat([mark(0xef, 0xbb, 0xbf), golden('soseki-neko.utf-8')])],
      ['UTF-16 LE', golden('soseki-neko.utf-16le')],
      ['UTF-16 BE', golden('soseki-neko.utf-16be')],
      ['UTF-16 LE with a mark', Buffer.concat([mark(0xff, 0xfe), golden('soseki-neko.utf-16le')])],
      ['UTF-16 BE with a mark', Buffer.concat([mark(0xfe, 0xff), golden('soseki-neko.utf-16be')])],
      ['Shift_JIS', golden('soseki-neko.shift_jis')],
      ['EUC-JP', golden('soseki-neko.euc-jp')],
    ],
  },
  {
    text: 'shakespeare.utf-8',
    files: [
      ['ASCII', shakespeare],
      ['UTF-16 LE', wide],
      ['UTF-16 BE', Buffer.from(wide).swap16()],
      ['UTF-16 BE with a mark', Buffer.concat([mark(0xfe, 0xff), Buffer.from(wide).swap16()])],
    ],
  },
];

test.each(inAllEncodings)('$text is one dataset in whatever encoding it comes', async ({ text, files }) => {
  const { client } = await openTemporaryHost();
  const hash = createHash('sha256').update(golden(text)).digest('hex');
  for (const [name, bytes] of files) {
    expect([name, (await client.datasets.import({ name, file: new Blob([bytes]) })).hash]).toEqual([name, hash]);
  }
  expect(await client.datasets.list()).toHaveLength(1);
});

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
}

const detect = async (bytes: Uint8Array) => detectEncoding(await sampleEncoding(chunksOf(bytes))).ranking[0];

describe('detection', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1');
  test.each<[TextEncoding, string, Uint8Array]>([
    ['windows-1252', 'French', latin('Où ça ? Là-bas, dit-il, à Noël, les élèves étaient déçus. Garçon, un café !')],
    ['windows-1252', 'German', latin('Die Straße über den Fluß ist schön. Ärger, Öl, Übung.')],
    ['windows-1252', 'quotation marks', mark(0x93, 0x48, 0x69, 0x94, 0x20, 0x97, 0x20, 0x69, 0x74, 0x92, 0x73)],
    ['shift_jis', 'one line', golden('soseki-neko.shift_jis').subarray(0, 60)],
    ['euc-jp', 'one line', golden('soseki-neko.euc-jp').subarray(0, 60)],
    ['utf-8', 'one word', Buffer.from('café')],
    ['utf-8', 'cut off in the middle of a character', golden('soseki-neko.utf-8').subarray(0, 61)],
    ['utf-8', 'with some bytes that are not', Buffer.concat([Buffer.from('Käse schön süß, '.repeat(9)), latin('Öl')])],
    // What is not ASCII may come late.
    [
      'shift_jis',
      'after English',
      Buffer.concat([Buffer.alloc(300_000, 'plain words\n'), golden('soseki-neko.shift_jis')]),
    ],
  ])('recognizes %s: %s', async (encoding, _, bytes) => {
    const best = await detect(bytes);
    expect(best.encoding).toBe(encoding);
    expect(best.confidence).toBeGreaterThan(leastConfidence);
  });

  test.each<[string, Uint8Array]>([
    ['a picture', mark(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48)],
    ['four bytes that may be anything', mark(0x93, 0x8c, 0x8b, 0x9e)],
  ])('leaves %s to the person', async (_, bytes) => {
    expect((await detect(bytes)).confidence).toBeLessThan(leastConfidence);
  });
});

test.each(textEncodings)('%s may be cut anywhere and is decoded the same', (encoding) => {
  const bytes =
    encoding === 'windows-1252' ? mark(0x63, 0x61, 0x66, 0xe9) : golden(`soseki-neko.${encoding}`).subarray(0, 90);
  const decoder = characterDecoder(encoding);
  const whole = bytes.subarray(0, decoder.completeLength(bytes));
  const text = decoder.decode(whole);
  expect(text).not.toBeNull();
  for (let cut = 0; cut <= whole.length; cut++) {
    const first = decoder.completeLength(whole.subarray(0, cut));
    expect(`${decoder.decode(whole.subarray(0, first))}${decoder.decode(whole.subarray(first))}`).toBe(text);
  }
});

test('a text that is nearly UTF-8 is refused with the place of its fault, and never taken for another encoding', async () => {
  const { client } = await openTemporaryHost();
  const good = Buffer.from('Der Käse ist schön süß.\n'.repeat(20));
  const file = new Blob([Buffer.concat([good, Buffer.from([0xff]), good])]);
  const { code, message } = await refusalOf(client.datasets.import({ name: 'käse.txt', file }));
  expect(code).toBe('dataset-malformed');
  expect(message).toContain(`käse.txt is not in utf-8: what begins with byte ${good.length + 1} `);
  const replaced = await client.datasets.import({ name: 'käse.txt', file, options: { malformed: 'replace' } });
  expect(replaced.report).toMatchObject({ encodings: ['utf-8'], replaced: 1 });
});

test('zero bytes are told with their place', async () => {
  const { client } = await openTemporaryHost();
  const { code, message } = await refusalOf(
    client.datasets.import({ name: 'notes.txt', file: new Blob(['abc\0def\n'.repeat(100)]) }),
  );
  expect(code).toBe('dataset-not-text');
  expect(message).toContain('notes.txt has zero bytes in it, the first as byte 4');
});

test('malformed bytes are refused with their place, and replaced when the person says so', async () => {
  const { client } = await openTemporaryHost();
  const bytes = Buffer.from(golden('soseki-neko.shift_jis'));
  const place = bytes.indexOf(Buffer.from([0x82, 0xc5])); // で
  bytes[place + 1] = 0x20;
  const file = new Blob([bytes]);
  const options = { encoding: 'shift_jis' } as const;
  const { code, message } = await refusalOf(client.datasets.import({ name: 'neko.txt', file, options }));
  expect(code).toBe('dataset-malformed');
  expect(message).toContain(`neko.txt is not in shift_jis: what begins with byte ${place + 1} `);
  expect(await client.datasets.list()).toEqual([]);
  const replaced = await client.datasets.import({
    name: 'neko.txt',
    file,
    options: { ...options, malformed: 'replace' },
  });
  expect(replaced.report?.replaced).toBe(1);
});
