import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readSeriesTable } from '../../../src-engine/forecast/rows/read-series-table.ts';
import type { ImportOptions } from '../../../src-main/contract/datasets/import-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/datasets/dataset-records.ts';
import { readContent } from '../../../src-main/datasets/content/stored-content.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { makeZip } from './make-zip.ts';
import { series } from './series-content.ts';
import { refusalOf } from './studio-error.ts';

const importText = ({ client }: Host, name: string, content: BlobPart, options?: Partial<ImportOptions>) =>
  client.datasets.import({ name, file: new Blob([content]), ...(options && { options }) });

/** Writes files into a folder, and stages them as `kioku import` does. */
function stage(host: Host, files: Record<string, string | Uint8Array>): string {
  const folder = temporaryFolder();
  const staged = Object.entries(files).map(([path, content]) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return { path, file, bytes: statSync(file).size };
  });
  return host.stageFiles('many', staged);
}

async function run({ client }: Host, importId: string, options?: Partial<ImportOptions>): Promise<DatasetRecord> {
  for await (const update of await client.imports.run({ importId, ...(options && { options }) })) {
    if (update.type === 'imported') return update.dataset;
  }
  throw new Error('The import ended without a dataset.');
}

/** What a network would learn from, once the host is closed. */
async function contentOf(host: Host, { id }: DatasetRecord) {
  await host.close();
  const store = await openStore(host.dataDir);
  try {
    return await readContent(store, store.datasets.get(id)!);
  } finally {
    await store.close();
  }
}

const texts = (documents: Uint8Array[]) => documents.map((bytes) => Buffer.from(bytes).toString());

test('a table with labels becomes texts and classes, and the report says what is odd about it', async () => {
  const host = await openTemporaryHost();
  const table = [
    'review,stars',
    '"good, really",up',
    'bad,down',
    'ragged',
    'good,up',
    'good,up',
    'poor,down',
    ',up',
    '"two\nlines",up',
    'dull,down,more',
    'fine,up',
    'fair,up',
    'ok,up',
    'so-so,down',
  ].join('\n');
  const imported = await importText(host, 'reviews.csv', table);
  expect(imported).toMatchObject({ kind: 'labelled', name: 'reviews.csv' });
  expect(imported.report).toMatchObject({
    classes: [
      { label: 'down', count: 3 },
      { label: 'up', count: 7 },
    ],
    rows: {
      count: 10,
      duplicates: 1,
      incomplete: 1,
      raggedCount: 2,
      ragged: [
        { file: 'reviews.csv', line: 4, cells: 1, expected: 2 },
        { file: 'reviews.csv', line: 11, cells: 3, expected: 2 },
      ],
    },
  });
  const content = await contentOf(host, imported);
  if (content.kind !== 'labelled') throw new Error(content.kind);
  expect(content.classes).toEqual(['down', 'up']);
  expect(content.texts.slice(0, 5)).toEqual(['good, really', 'bad', 'good', 'good', 'poor']);
  expect([...content.labels.slice(0, 5)]).toEqual([1, 0, 1, 1, 0]);
  expect(content.texts).toContain('two\nlines');
});

test('rows that would be trained on and validated on are counted', async () => {
  const host = await openTemporaryHost();
  // 20 rows of each class, all the same: a tenth of each validates.
  const lines = Array.from({ length: 40 }, (_, n) =>
    JSON.stringify({ text: 'the same', label: n % 2 === 0 ? 'a' : 'b' }),
  );
  const { report } = await importText(host, 'same.jsonl', lines.join('\n'));
  expect(report?.rows).toMatchObject({
    count: 40,
    duplicates: 38,
    leaked: { count: 4, validationFraction: 0.1, seed: 1 },
  });
});

test('a table of numbers keeps the chosen columns in order of time, or is refused with the lines that have none', async () => {
  const host = await openTemporaryHost();
  const content = series({ predict: ['temp'], read: ['wind'], horizon: 2 });
  const good = 'day;temp;wind\nMon;1,5;3\nTue;2;4\nWed;-1e1;5\n';
  const imported = await importText(host, 'weather.csv', good, { content });
  const gone = await refusalOf(importText(host, 'gone.csv', `${good}Thu;?;6\nFri;7;8\n`, { content }));
  expect(gone.message).toContain('1 cell of “temp” has no value: line 5 (“?”).');
  expect(gone.message).toContain('--missing interpolate');
  const { message } = await refusalOf(importText(host, 'bad.csv', `${good}Fri;7\n`, { content }));
  expect(message).toContain('line 5 of bad.csv has 2 cells, not 3');
  expect(await host.client.datasets.list()).toHaveLength(1);
  const stored = await contentOf(host, imported);
  if (stored.kind !== 'series') throw new Error(stored.kind);
  expect(stored.layout).toEqual({
    version: 1,
    time: null,
    columns: [
      { name: 'temp', role: 'predict', categories: null },
      { name: 'wind', role: 'read', categories: null },
    ],
    pieces: [{ series: null, rows: 3, known: 3 }],
    horizon: 2,
  });
  expect(Buffer.from(stored.table).toString()).toBe('temp,wind\n1.5,3\n2,4\n-10,5\n');
});

test('a choice of features and targets, as older programs send it, is a series whose rows are counted', async () => {
  const host = await openTemporaryHost();
  const content = { kind: 'numeric' as const, features: ['temp', 'wind'], targets: ['temp'], horizon: 3 };
  const imported = await importText(host, 'weather.csv', 'temp,wind\n1,2\n3,4\n', { content });
  expect(imported).toMatchObject({
    kind: 'series',
    report: { content: series({ predict: ['temp'], read: ['wind'], horizon: 3 }) },
  });
});

test('columns that vary by rounding errors alone are told of', async () => {
  const host = await openTemporaryHost();
  const rows = Array.from(
    { length: 30 },
    (_, n) => `${1_764_000_000 + n};0,${n % 2}0000000000000004;${1e6 + (n % 3) * 1e-9};7`,
  );
  const { report } = await importText(host, 'sensor.csv', ['time;jitter;pressure;floor', ...rows].join('\n'), {
    content: series({ time: 'time', predict: ['floor'], read: ['jitter', 'pressure'] }),
  });
  expect(report?.constantColumns).toEqual(['floor', 'pressure']);
});

test('a first row with the names of the chosen columns is a header, also where it does not look like one', async () => {
  const host = await openTemporaryHost();
  const table = 'text,label\ntext,good\nwords,bad\n';
  const content = { kind: 'labelled', textColumn: 'text', labelColumn: 'label' } as const;
  const named = await importText(host, 'moods.csv', table, { content });
  expect(named.report?.rows).toMatchObject({ count: 2, incomplete: 0 });
  const numbered = { ...content, textColumn: 'column 1', labelColumn: 'column 2' };
  const all = await importText(host, 'moods.csv', table, { content: numbered });
  expect(all.report?.rows).toMatchObject({ count: 3, incomplete: 0 });
});

test('columns are found again by the reader of series, whatever they are called', async () => {
  const host = await openTemporaryHost();
  const table = ['day,2019,"a, b","""c"""', 'Mon,1,2,3', 'Tue,4,5,6'].join('\n');
  const content = series({ predict: ['"c"'], read: ['2019', 'a, b'] });
  const stored = await contentOf(host, await importText(host, 'years.csv', table, { header: true, content }));
  if (stored.kind !== 'series') throw new Error(stored.kind);
  const [piece] = readSeriesTable(stored.table, stored.layout);
  expect(piece.values.map((values) => [...values])).toEqual([
    [3, 6],
    [1, 4],
    [2, 5],
  ]);
});

test('files in folders are documents, or texts with their folder as label', async () => {
  const host = await openTemporaryHost();
  const files = { 'all/pos/1.txt': 'good', 'all/neg/2.txt': 'bad', 'all/pos/3.txt': 'fine', 'all/.hidden': 'no' };
  const importId = stage(host, { ...files, 'all/picture.png': 'no' });
  const inspection = await host.client.imports.inspect({ importId });
  expect(inspection).toMatchObject({
    folders: ['neg', 'pos'],
    skippedFiles: ['all/picture.png'],
    suggestion: { kind: 'labelled', textColumn: null, labelColumn: null },
  });
  const labelled = await run(host, importId);
  expect(labelled.report?.classes).toEqual([
    { label: 'neg', count: 1 },
    { label: 'pos', count: 2 },
  ]);
  const asTexts = await run(host, stage(host, files), { content: { kind: 'text', textColumn: null } });
  expect(asTexts).toMatchObject({ kind: 'text', bytes: 11, characters: 11 });
  const zip = makeZip(Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) })));
  const zipped = await importText(host, 'all.zip', zip, { content: { kind: 'text', textColumn: null } });
  expect(zipped.id).toBe(asTexts.id);
  const content = await contentOf(host, asTexts);
  if (content.kind !== 'text') throw new Error(content.kind);
  expect(texts(content.documents)).toEqual(['bad', 'good', 'fine']);
});

test('files whose names say nothing are what the person says', async () => {
  const host = await openTemporaryHost();
  const importId = stage(host, { 'a.log': 'one', 'b.log': 'two' });
  expect((await refusalOf(run(host, importId))).code).toBe('dataset-empty');
  expect((await run(host, importId, { format: 'text' })).report?.documents).toBe(2);
});

test('the same text in other documents is another dataset', async () => {
  const host = await openTemporaryHost();
  const one = await importText(host, 'one.txt', 'abcd');
  const two = await run(host, stage(host, { 'a.txt': 'ab', 'b.txt': 'cd' }));
  const other = await run(host, stage(host, { 'a.txt': 'abc', 'b.txt': 'd' }));
  expect(new Set([one.hash, two.hash, other.hash]).size).toBe(3);
  expect((await run(host, stage(host, { 'x.txt': 'ab', 'y.txt': 'cd' }))).id).toBe(two.id);
});

test('clean-ups are offered with what they would change, done when chosen, and told', async () => {
  const host = await openTemporaryHost();
  const text = '\uFEFFｶﾞｷﾞ one\r\ntwo\r\nthree\n①';
  const importId = stage(host, { 'a.txt': text });
  const { cleanUps } = await host.client.imports.inspect({ importId });
  expect(cleanUps).toMatchObject([
    { id: 'byte-order-mark', count: 1 },
    { id: 'newlines', count: 2, samples: [{ after: '\uFEFFｶﾞｷﾞ one\n' }, { before: 'two\r\n', after: 'two\n' }] },
    { id: 'nfkc', count: 2, samples: [{ after: '\uFEFFガギ one\r' }, { before: '①', after: '1' }] },
  ]);
  const kept = await run(host, importId);
  expect(kept.report).toMatchObject({
    newlines: { lf: 1, crlf: 2, cr: 0 },
    cleanUps: [{ id: 'byte-order-mark', count: 1 }],
    rareCharacters: 9, // ｶﾞ ｷﾞ n w h r ①, a space and a line feed
  });
  const cleaned = await importText(host, 'b.txt', text, { cleanUps: ['byte-order-mark', 'newlines', 'nfkc'] });
  expect((await host.client.datasets.preview({ datasetId: cleaned.id, characters: 99 })).text).toBe(
    'ガギ one\ntwo\nthree\n1',
  );
  expect(cleaned.report?.newlines).toEqual({ lf: 1, crlf: 2, cr: 0 });
  expect(cleaned.report?.cleanUps).toEqual([
    { id: 'byte-order-mark', count: 1 },
    { id: 'newlines', count: 2 },
    { id: 'nfkc', count: 2 },
  ]);
  const marked = await importText(host, 'c.txt', text, { cleanUps: [] });
  expect(marked).toMatchObject({ byteOrderMarkRemoved: false, bytes: Buffer.byteLength(text) });
});

test('an upload comes in parts, can be looked at with other options, and is gone when it is imported', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const bytes = Buffer.from('記憶と忘却\n'.repeat(100_000));
  const { importId } = await client.imports.begin({
    name: 'parts.txt',
    files: [{ path: 'parts.txt', bytes: bytes.length }],
  });
  const half = 700_001; // in the middle of a character
  await client.imports.append({ importId, file: 0, content: new Blob([bytes.subarray(0, half)]) });
  expect((await refusalOf(client.imports.inspect({ importId }))).message).toContain('did not arrive whole');
  await client.imports.append({ importId, file: 0, content: new Blob([bytes.subarray(half)]) });
  const tooMuch = client.imports.append({ importId, file: 0, content: new Blob(['x']) });
  expect((await refusalOf(tooMuch)).code).toBe('invalid-data');
  expect(await client.imports.inspect({ importId })).toMatchObject({ encoding: 'utf-8', fileCount: 1 });
  expect((await client.imports.inspect({ importId, options: { encoding: 'euc-jp' } })).preview).toContain('\uFFFD');
  const dataset = await run(host, importId);
  expect(dataset).toMatchObject({ bytes: bytes.length, characters: 600_000, vocabularySize: 6 });
  expect((await refusalOf(client.imports.inspect({ importId }))).code).toBe('import-not-found');
  expect(readdirSync(join(host.dataDir, 'imports'))).toEqual([]);
});

test('an import that is cancelled leaves nothing, and can be begun again', async () => {
  const host = await openTemporaryHost();
  const importId = stage(host, { 'long.txt': 'all work and no play\n'.repeat(2_000_000) });
  for await (const { type } of await host.client.imports.run({ importId })) if (type === 'progress') break;
  expect(await host.client.datasets.list()).toEqual([]);
  const cancellation = new AbortController();
  const { signal } = cancellation;
  for await (const { type } of await host.client.imports.run({ importId }, { signal })) {
    expect(type).toBe('progress');
    cancellation.abort();
  }
  expect(await host.client.datasets.list()).toEqual([]);
  const dataset = await run(host, importId);
  await host.client.datasets.delete({ datasetId: dataset.id });
  await host.close();
  const store = await openStore(host.dataDir);
  expect(store.texts.discardUnfinished()).toBe(false);
  await store.close();
  expect(host.logged).toEqual([]);
});

test('a studio that is closed during an import keeps nothing of it', async () => {
  const host = await openTemporaryHost();
  const importId = stage(host, { 'long.txt': 'all work and no play\n'.repeat(2_000_000) });
  const updates = await host.client.imports.run({ importId });
  await updates.next();
  await host.close();
  const store = await openStore(host.dataDir);
  expect(store.datasets.list()).toEqual([]);
  expect(store.texts.discardUnfinished()).toBe(false);
  await store.close();
});

test('what a process that died has left unfinished is removed by the next', async () => {
  const host = await openTemporaryHost();
  await host.close();
  const store = await openStore(host.dataDir);
  const key = store.texts.begin();
  store.texts.append(key, 0, { compression: 'zstd', content: new Uint8Array(100) });
  await store.close();
  mkdirSync(join(host.dataDir, 'imports', 'left'), { recursive: true });
  await (await openTemporaryHost({ dataDir: host.dataDir })).close();
  const again = await openStore(host.dataDir);
  expect(again.texts.chunk(key, 0)).toBeUndefined();
  await again.close();
  expect(readdirSync(host.dataDir)).not.toContain('imports');
});

test('a dataset is renamed and tagged', async () => {
  const host = await openTemporaryHost();
  const { id: datasetId } = await importText(host, 'a.txt', 'abc');
  await host.client.datasets.rename({ datasetId, name: 'Letters' });
  await host.client.datasets.setTags({ datasetId, tags: ['small', ' small ', 'test'] });
  expect(await host.client.datasets.get({ datasetId })).toMatchObject({ name: 'Letters', tags: ['small', 'test'] });
});

test.each([
  { sampleId: 'first-names', kind: 'labelled', classes: ['female', 'male'] },
  { sampleId: 'temporal-order', kind: 'labelled', classes: ['XX', 'XY', 'YX', 'YY'] },
])('the sample $sampleId has its classes', async ({ sampleId, kind, classes }) => {
  const { client } = await openTemporaryHost();
  const imported = await client.datasets.importSample({ sampleId });
  expect(imported.kind).toBe(kind);
  expect(imported.report?.classes?.map(({ label }) => label)).toEqual(classes);
});

test('the adding problem is sequences of pairs with a sum each', async () => {
  const host = await openTemporaryHost();
  const content = await contentOf(host, await host.client.datasets.importSample({ sampleId: 'adding-problem' }));
  if (content.kind !== 'sequences') throw new Error(content.kind);
  expect(content).toMatchObject({ featureCount: 2, outputCount: 1 });
  expect(content.sequences).toHaveLength(2000);
  for (const { features, targets } of content.sequences) {
    let sum = 0;
    for (let t = 0; t < features.length; t += 2) if (features[t + 1] === 1) sum += features[t];
    expect(targets[0]).toBeCloseTo(0.5 + sum / 4, 6);
  }
});
