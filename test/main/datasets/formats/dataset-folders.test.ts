import { expect, test } from 'vitest';
import { importOptions } from '../../../../src-main/contract/datasets/import-records.ts';
import { shareTemporaryHost } from '../../temporary-host.ts';
import { makeZip } from '../make-zip.ts';
import { fileOf, importFile, inspectFile } from './format-files.ts';

const host = shareTemporaryHost();

const card = Buffer.from('---\ntask_categories:\n- text-classification\n---\n\n# Reviews\n');
const pieces = [
  ...['train-00000-of-00002', 'train-00001-of-00002', 'validation-00000-of-00001', 'test-00000-of-00001'],
].map((name) => ({ name: `data/${name}.parquet`, content: fileOf(`reviews/data/${name}.parquet`) }));
const folder = (files: { name: string; content: Buffer<ArrayBuffer> }[]) =>
  makeZip(
    [{ name: 'README.md', content: card }, ...files].map(({ name, content }) => ({ name: `reviews/${name}`, content })),
  );

const namesOf = (files: { path: string }[]) => files.map(({ path }) => path.split('/').at(-1));

test('a dataset folder of Hugging Face is learnt from its training part, and its validation part validates', async () => {
  const inspection = await inspectFile(host(), 'reviews.zip', folder(pieces));
  expect(namesOf(inspection.files)).toEqual(['train-00000-of-00002.parquet', 'train-00001-of-00002.parquet']);
  expect(namesOf(inspection.validationFiles)).toEqual(['validation-00000-of-00001.parquet']);
  expect(inspection.skippedFiles).toEqual(['reviews/README.md', 'test-00000-of-00001.parquet']);
  const { dataset, text } = await importFile(host(), 'reviews.zip', folder(pieces));
  expect(dataset.kind).toBe('labelled');
  expect(dataset.report?.validation).toMatchObject({ rows: 8, trainingRows: 40 });
  expect(dataset.report?.classes).toEqual([
    { label: 'bad', count: 24 },
    { label: 'good', count: 24 },
  ]);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
  expect(lines).toHaveLength(48);
  expect(lines.slice(39, 41)).toEqual(['a brave tale, number 39', 'a dull tale, number 40']);
  expect((await host().client.datasets.list()).map(({ name }) => name)).toEqual(['reviews.zip']);
});

test('without a part for validation the one for tests validates, and of several tables the default one is taken', async () => {
  const [first, second, , last] = pieces;
  const inspection = await inspectFile(host(), 'reviews.zip', folder([first!, second!, last!]));
  expect(namesOf(inspection.validationFiles)).toEqual(['test-00000-of-00001.parquet']);
  const two = pieces.flatMap(({ name, content }) => [
    { name: name.replace('data', 'default'), content },
    { name: name.replace('data', 'antonyms'), content },
  ]);
  const ofTwo = await inspectFile(host(), 'reviews.zip', folder(two));
  expect(ofTwo.files.map(({ path }) => path.split('/')[0])).toEqual(['default', 'default']);
  expect(ofTwo.skippedFiles).toContain('antonyms/train-00000-of-00002.parquet');
});

test('tables that only happen to be called after parts are one table, as they were', async () => {
  const csv = (rows: string) => Buffer.from(`text,label\n${rows}\n`);
  const zip = makeZip([
    { name: 'train.csv', content: csv('a fine day,good\na dull day,bad') },
    { name: 'test.csv', content: csv('a grey day,bad\na warm day,good') },
  ]);
  const inspection = await inspectFile(host(), 'days.zip', zip, importOptions.parse({}));
  expect(inspection.files).toHaveLength(2);
  expect(inspection.validationFiles).toEqual([]);
});
