import { expect, test } from 'vitest';
import { shareTemporaryHost } from '../../temporary-host.ts';
import { makeZip } from '../make-zip.ts';
import { refusalOf } from '../studio-error.ts';
import { fileOf, importFile, inspectFile } from './format-files.ts';

const host = shareTemporaryHost();

/** Files of a folder, as `save_to_disk` has written them. */
const saved = (folder: string, ...names: string[]) =>
  names.map((name) => ({ name: `${folder}/${name}`, content: fileOf(`${folder}/${name}`) }));
const part = (name: string, pieces: number) => [
  ...Array.from({ length: pieces }, (_, n) => `${name}/data-0000${n}-of-0000${pieces}.arrow`),
  `${name}/dataset_info.json`,
  `${name}/state.json`,
];
const reviews = saved(
  'saved-reviews',
  'dataset_dict.json',
  ...part('train', 2),
  ...part('validation', 1),
  ...part('test', 1),
);
const tags = saved('saved-tags', 'data-00000-of-00001.arrow', 'dataset_info.json', 'state.json');
const rowsOf = <Row>(text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

test('a folder of save_to_disk is learnt from its training part, with the names of its classes, and its validation part validates', async () => {
  const inspection = await inspectFile(host(), 'reviews.zip', makeZip(reviews));
  expect(inspection.format).toBe('arrow');
  expect(inspection.files.map(({ path }) => path)).toEqual([
    'train/data-00000-of-00002.arrow',
    'train/data-00001-of-00002.arrow',
  ]);
  expect(inspection.validationFiles.map(({ path }) => path)).toEqual(['validation/data-00000-of-00001.arrow']);
  expect(inspection.skippedFiles).toContain('test/data-00000-of-00001.arrow');
  expect(inspection.skippedFiles).toContain('saved-reviews/dataset_dict.json');
  expect(inspection.table?.rows[0]).toEqual(['a dull tale, number 0', 'bad']);
  const { dataset, text } = await importFile(host(), 'reviews.zip', makeZip(reviews));
  expect(dataset.report?.validation).toMatchObject({ rows: 8, trainingRows: 40 });
  expect(dataset.report?.classes).toEqual([
    { label: 'bad', count: 24 },
    { label: 'good', count: 24 },
  ]);
  const rows = rowsOf<{ text: string; label: string }>(text);
  expect(rows).toHaveLength(48);
  expect(rows[41]).toEqual({ text: 'a warm tale, number 41', label: 'good' });
});

test('lists of numbers with names are tags', async () => {
  const { dataset } = await importFile(host(), 'tags.zip', makeZip(tags));
  expect(dataset.kind).toBe('tagged');
  expect(dataset.report?.classes?.map(({ label }) => label).toSorted()).toEqual(['B-PER', 'I-PER', 'O']);
});

test('what a program has kept of its computations beside a dataset is left out', async () => {
  const kept = { name: 'saved-tags/cache-0123456789abcdef.arrow', content: fileOf('types.arrow') };
  const inspection = await inspectFile(host(), 'tags.zip', makeZip([...tags, kept]));
  expect(inspection.files.map(({ path }) => path)).toEqual(['data-00000-of-00001.arrow']);
  expect(inspection.skippedFiles).toContain('cache-0123456789abcdef.arrow');
});

test('classes of a Parquet table that Hugging Face’s datasets have written come by their names too', async () => {
  const { table } = await inspectFile(host(), 'classes.parquet');
  expect(table?.rows.map(([, label]) => label)).toEqual(['bad', 'good', 'bad', 'good', 'bad', 'good']);
});

test.each(['types.arrow', 'types.zstd.feather'])(
  'the rows of %s keep dates, times with and without zone, all digits, and what is not known',
  async (name) => {
    const { table } = await inspectFile(host(), name);
    const named = table?.rows.map((row) => Object.fromEntries(row.map((cell, n) => [table.columns[n]?.name, cell])));
    expect(named).toEqual([
      {
        day: '2024-01-02',
        utc: '2024-01-01T10:00:00.0015Z',
        local: '2024-01-01T10:00:00',
        count: '1152921504606846977',
        value: '0.30000000000000004',
        price: '1.25',
        kind: 'a',
        tokens: '["x","y"]',
        place: '{"row":1,"name":"z"}',
        name: 'b\nc',
        open: 'true',
      },
      {
        ...{ day: '', utc: '', local: '', count: '2', value: '', price: '-0.5', kind: 'b', tokens: '[]' },
        ...{ place: '{"row":null,"name":"q"}', name: '"q"', open: '' },
      },
    ]);
  },
);

const stream = fileOf('saved-reviews/test/data-00000-of-00001.arrow');
const noisy = Buffer.from(stream);
noisy.fill(0xa5, 8, 300);
const damaged: [what: string, content: Buffer<ArrayBuffer>][] = [
  ['half of it', stream.subarray(0, stream.length / 2)],
  // All that is missing is the mark by which a stream ends, so that batches could be missing too.
  ['its end', stream.subarray(0, -8)],
  ['noise in its head', noisy],
];

test.each(damaged)('a table that is damaged (%s) is refused in words that say what to do', async (_, content) => {
  const before = await host().client.datasets.list();
  const { code, message } = await refusalOf(importFile(host(), 'reviews.arrow', Buffer.from(content)));
  expect(code).toBe('archive-refused');
  expect(message).toMatch(/^reviews\.arrow is damaged, or no Arrow table .+ save it as CSV.+ Nothing was imported\.$/);
  expect(await host().client.datasets.list()).toEqual(before);
  expect(host().logged).toEqual([]);
});

test('a table that is packed with LZ4 is refused with the ways to write it', async () => {
  const { code, message } = await refusalOf(importFile(host(), 'types.lz4.feather'));
  expect(code).toBe('archive-refused');
  expect(message).toMatch(/packed with LZ4\. Write it once more without, or with zstd/);
});
