import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { maximumImportBytes } from '../../../src-main/datasets/imports/import-staging.ts';
import { foxText } from '../fox-text.ts';
import { importFox, openTemporaryHost } from '../temporary-host.ts';

const studioError = (code: string) =>
  expect.objectContaining({ code: 'STUDIO', data: expect.objectContaining({ code }) });

test('a text is analysed, kept as it is, and there after a restart', async () => {
  const host = await openTemporaryHost();
  const text = '吾輩は猫である。\r\n名前はまだ無い。👩‍👩‍👧';
  const bytes = Buffer.from(text);
  const imported = await host.client.datasets.import({ name: 'neko.txt', file: new Blob([bytes]) });
  expect(imported).toMatchObject({
    name: 'neko.txt',
    hash: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    characters: 18, // graphemes: \r\n is one, the family is one
    vocabularySize: 16,
    origin: null,
    byteOrderMarkRemoved: false,
    runCount: 0,
  });
  expect(imported.frequencies).toHaveLength(16);
  expect(imported.frequencies.slice(0, 2).map(({ count }) => count)).toEqual([2, 2]);
  const preview = (characters: number) => host.client.datasets.preview({ datasetId: imported.id, characters });
  expect((await preview(100)).text).toBe(text);
  expect((await preview(3)).text).toBe('吾輩は');
  expect((await preview(19)).text).toBe(text.slice(0, 18)); // no half of the family
  await host.close();
  const again = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await again.client.datasets.list()).toEqual([imported]);
});

test('the same bytes are one dataset, also when they come at the same time', async () => {
  const { client } = await openTemporaryHost();
  const [first, second] = await Promise.all(
    ['a.txt', 'b.txt'].map((name) => client.datasets.import({ name, file: new Blob([foxText]) })),
  );
  expect(second).toEqual(first);
  const third = await client.datasets.import({ name: 'c.txt', file: new Blob(['\uFEFF', foxText]) });
  expect(third).toEqual(first);
  expect(await client.datasets.list()).toHaveLength(1);
});

test('a byte order mark is no part of the text, and the dataset says so', async () => {
  const { client } = await openTemporaryHost();
  const { id, ...imported } = await client.datasets.import({ name: 'bom.txt', file: new Blob(['\uFEFFabc']) });
  expect(imported).toMatchObject({ bytes: 3, byteOrderMarkRemoved: true });
  expect((await client.datasets.preview({ datasetId: id, characters: 10 })).text).toBe('abc');
});

test.each([
  { name: 'nothing', content: [], code: 'dataset-empty', words: 'is empty' },
  { name: 'only a byte order mark', content: ['\uFEFF'], code: 'dataset-empty', words: 'is empty' },
  { name: 'zero bytes', content: ['abc\0def'], code: 'dataset-not-text', words: 'the first as byte 4' },
  {
    name: 'half a character',
    content: [new Uint8Array([0x82, 0xa0, 0x82])],
    code: 'dataset-not-text',
    words: 'choose its encoding',
  },
  {
    name: 'half a character after a mark',
    content: [new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x62])],
    code: 'dataset-malformed',
    words: 'utf-16le: what begins with byte 5',
  },
])('a file with $name is refused by name and nothing is kept of it', async ({ content, code, words }) => {
  const { client } = await openTemporaryHost();
  const refused = client.datasets.import({ name: 'mine.txt', file: new Blob(content) });
  await expect(refused).rejects.toEqual(studioError(code));
  await expect(refused).rejects.toThrow(words);
  await expect(refused).rejects.toThrow('mine.txt');
  expect(await client.datasets.list()).toEqual([]);
});

test('a file that is too large is refused before it is read', async () => {
  const { client } = await openTemporaryHost();
  const file = new Blob(['x']);
  Object.defineProperty(file, 'size', { value: maximumImportBytes + 1 });
  file.stream = () => {
    throw new Error('it was read');
  };
  await expect(client.datasets.import({ name: 'huge.txt', file })).rejects.toEqual(studioError('dataset-too-large'));
});

test('a sample comes with its licence, and only once', async () => {
  const { client } = await openTemporaryHost();
  const [sample] = (await client.datasets.samples()).toSorted((a, b) => a.bytes - b.bytes);
  const imported = await client.datasets.importSample({ sampleId: sample!.id });
  expect(imported).toMatchObject({ name: sample!.name, origin: sample!.licence, bytes: sample!.bytes });
  expect(await client.datasets.importSample({ sampleId: sample!.id })).toEqual(imported);
  await expect(client.datasets.importSample({ sampleId: 'none' })).rejects.toEqual(studioError('sample-not-found'));
});

test('a dataset is deleted unless a run needs it', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await importFox(host);
  const run = await client.runs.start({ datasetId, presetId: 'char-rnn-s', train: { maxSteps: 1, batchSize: 1 } });
  await expect(client.datasets.delete({ datasetId })).rejects.toEqual(studioError('dataset-in-use'));
  expect(await client.datasets.get({ datasetId })).toMatchObject({ runCount: 1 });
  await client.runs.stop({ runId: run.id }).catch(() => undefined); // it may be over already
  await client.runs.delete({ runId: run.id });
  await client.datasets.delete({ datasetId });
  await expect(client.datasets.get({ datasetId })).rejects.toEqual(studioError('dataset-not-found'));
});
