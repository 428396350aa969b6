import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chunkBytes } from '../../../src-main/datasets/content/stored-content.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';

const add = async ({ client }: TemporaryHost, name: string, content: string) =>
  (await client.datasets.import({ name, file: new Blob([content]) })).id;

const character = { type: 'character', minimumFrequency: 1 } as const;

test('parts of a large text fit together, begin with lines, and are the text', async () => {
  const host = await openTemporaryHost();
  // Pieces end in the middle of characters of three bytes and of lines; one line is longer than a part.
  const lines = Array.from({ length: 90_000 }, (_, n) => `第${n}行、吾輩は猫である。名前はまだ無い。`);
  lines[500] = '長'.repeat(20_000);
  const text = lines.join('\n');
  const datasetId = await add(host, 'long.txt', text);
  const { bytes } = await host.client.datasets.get({ datasetId });
  expect(bytes).toBeGreaterThan(chunkBytes);
  const length = 2 ** 14;
  const parts: string[] = [];
  let place = 0;
  for (let offset = 0; offset < bytes; offset += length) {
    const part = await host.client.datasets.read({ datasetId, offset, length });
    expect(part.start).toBe(place);
    place = part.end;
    parts.push(part.text);
  }
  expect(place).toBe(bytes);
  expect(parts.join('') === text).toBe(true);
  // All but the last one and those within the long line.
  expect(parts.filter((part) => part !== '' && !part.endsWith('\n')).length).toBeLessThan(6);
  const last = await host.client.datasets.read({ datasetId, offset: bytes - 200, length: 1000 });
  expect(text.endsWith(last.text)).toBe(true);
  expect(last.text.startsWith('第')).toBe(true);
});

test('rows of a labelled dataset are found by number, wherever they are', async () => {
  const host = await openTemporaryHost();
  const texts = Array.from({ length: 60_000 }, (_, n) => `text ${n} ${'word '.repeat(n % 40)}`.trim());
  const table = texts.map((text, n) => JSON.stringify({ text, label: n % 2 === 0 ? 'even' : 'odd' })).join('\n');
  const datasetId = await add(host, 'rows.jsonl', table);
  const dataset = await host.client.datasets.get({ datasetId });
  expect(dataset).toMatchObject({ kind: 'labelled', report: { rows: { count: 60_000 } } });
  for (const first of [0, 59_990, 38_765, 7]) {
    const { rows } = await host.client.datasets.rows({ datasetId, first, count: 20 });
    const expected = texts
      .slice(first, first + 20)
      .map((text, n) => ({ text, label: (first + n) % 2 === 0 ? 'even' : 'odd' }));
    expect(rows).toEqual(expected);
  }
  expect((await host.client.datasets.rows({ datasetId, first: 60_000, count: 20 })).rows).toEqual([]);
});

test('lengths are of lines, texts or steps, in characters', async () => {
  const host = await openTemporaryHost();
  const lengths = async (name: string, content: string) =>
    host.client.datasets.lengths({ datasetId: await add(host, name, content) });
  expect(await lengths('lines.txt', 'ab\r\n\r\n猫です\n\n👍')).toEqual({
    unit: 'lines',
    count: 3,
    shortest: 1,
    median: 2,
    longest: 3,
    bins: [1, 2, 3].map((length) => ({ from: length, to: length, count: 1 })),
  });
  const rows = ['text,label', ...Array.from({ length: 300 }, (_, n) => `${'x'.repeat((n % 100) + 1)},${n % 2}`)];
  const labelled = await lengths('rows.csv', `${rows.join('\n')}\n`);
  expect(labelled).toMatchObject({ unit: 'texts', count: 300, shortest: 1, median: 50, longest: 100 });
  expect(labelled?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect(labelled?.bins.at(-1)?.to).toBeGreaterThanOrEqual(100);
  const { id } = await host.client.datasets.importSample({ sampleId: 'adding-problem' });
  expect(await host.client.datasets.lengths({ datasetId: id })).toMatchObject({ unit: 'sequences', count: 2000 });
});

test('the vocabulary can be searched and sorted, also of texts from before counts were kept', async () => {
  const host = await openTemporaryHost();
  const datasetId = await add(host, 'fox.txt', 'the fox and The hen and the crow');
  const words = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;
  const { vocabulary } = host.client.datasets;
  expect(await vocabulary({ datasetId, tokenizer: words, search: 'THE' })).toEqual({
    size: 7,
    found: 2,
    tokenCount: 15,
    singletons: 4,
    entries: [expect.objectContaining({ text: 'the', count: 2 }), expect.objectContaining({ text: 'The', count: 1 })],
  });
  const sorted = await vocabulary({ datasetId, tokenizer: words, order: 'text' });
  expect(sorted.entries.map(({ text }) => text)).toEqual([' ', 'The', 'and', 'crow', 'fox', 'hen', 'the']);
  const rare = await vocabulary({ datasetId, tokenizer: { ...words, minimumFrequency: 2 }, order: 'id' });
  expect(rare.entries[0]).toEqual({ id: 0, text: null, count: 4 });
  const before = await vocabulary({ datasetId, tokenizer: character });
  await host.close();
  const database = new Database(join(host.dataDir, 'kioku.db'));
  database.exec('UPDATE analyses SET token_counts = NULL');
  database.close();
  const again = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await again.client.datasets.vocabulary({ datasetId, tokenizer: character })).toEqual(before);
});

test('any text is cut as the dataset’s tokenizer cuts, and what it lacks is told', async () => {
  const host = await openTemporaryHost();
  const datasetId = await add(host, 'abc.txt', 'abcabcab');
  const { tokens } = await host.client.datasets.tokenize({ datasetId, tokenizer: character, text: 'cab👍' });
  expect(tokens).toEqual([
    { text: 'c', id: 2 },
    { text: 'a', id: 0 },
    { text: 'b', id: 1 },
    { text: '👍', id: null },
  ]);
});
