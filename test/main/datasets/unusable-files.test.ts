import { DatabaseSync } from 'node:sqlite';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importOptions } from '../../../src-main/contract/datasets/import-records.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { makeZip } from './make-zip.ts';
import { refusalOf } from './studio-error.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const archive = (...names: string[]) => makeZip(names.map((name) => ({ name, content: bytes(`content of ${name}`) })));

function database(): Buffer {
  const path = join(temporaryFolder(), 'a.db');
  const opened = new DatabaseSync(path);
  opened.exec('CREATE TABLE a (b TEXT)');
  opened.close();
  return readFileSync(path);
}

/** What a person may drop, and a word of what it is and of what can be done with it. */
const dropped: [name: string, content: () => Buffer, words: RegExp][] = [
  ['photo.txt', () => bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), /is a picture/],
  ['photo.jpg', () => bytes('\xff\xd8\xff\xe0\0\x10JFIF\0'), /is a picture/],
  ['letter.odt', () => archive('mimetype', 'content.xml', 'META-INF/manifest.xml'), /word processor/],
  ['table.xlsx', () => archive('[Content_Types].xml', 'xl/workbook.xml'), /spreadsheet\. Save the sheet as CSV/],
  ['old.doc', () => bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'), /older Office/],
  ['records.sqlite', database, /SQLite database\. Export the table/],
  ['kioku.db', database, /database of a Kioku Studio/],
  ['arrays.npz', () => archive('a.npy', 'b.npy'), /NumPy/],
  ['array.npy', () => bytes("\x93NUMPY\x01\0v\0{'descr': '<f8'}"), /NumPy/],
  ['model.gguf', () => bytes('GGUF\x03\0\0\0'), /GGUF model.*recurrent networks/],
  ['model.onnx', () => bytes('\x08\x08\x12\x05kioku\0\0'), /ONNX model.*cannot read it.*safetensors/],
  ['model.json', () => bytes('{"format":"layers-model","modelTopology":{},"weightsManifest":[]}'), /TensorFlow\.js/],
  ['config.json', () => bytes('{"class_name": "Sequential", "config": {}}'), /Keras network without its weights/],
  ['page.html', () => bytes('<!doctype html><title>Fox \xc2\xb7 Kioku</title>'), /page that the studio has exported/],
  ['model', () => archive('archive/data.pkl', 'archive/data/0'), /weights of PyTorch\. Let its name end in \.pt/],
  ['models.zip', () => archive('a.pt', 'b.safetensors'), /archive of models\. Unpack it/],
  ['program.exe', () => bytes('MZ\x90\0\x03\0\0\0'), /is a program/],
  ['estimator.pkl', () => bytes('\x80\x04\x95\x10\0\0\0\0\0\0\0.'), /pickle of Python/],
];

const inspect = async ({ client, stageFiles }: TemporaryHost, files: Record<string, Buffer>, format: 'text' | null) => {
  const folder = temporaryFolder();
  const staged = Object.entries(files).map(([path, content]) => {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
    return { path, bytes: content.length, file };
  });
  const importId = stageFiles(staged.length === 1 ? staged[0].path : 'folder', staged);
  return client.imports.inspect({ importId, options: importOptions.parse({ format }) });
};

test('each kind of file that a person may drop is told by its name, with what can be done', async () => {
  const host = await openTemporaryHost();
  for (const [name, content, words] of dropped) {
    const { code, message } = await refusalOf(inspect(host, { [name]: content() }, null));
    expect([name, code]).toEqual([name, 'file-not-data']);
    expect(message).toMatch(words);
    expect(message).toContain(`“${name}”`);
  }
});

test('of a folder of mixed things the texts are taken, whatever the others are called', async () => {
  const host = await openTemporaryHost();
  const picture = bytes('\x89PNG\r\n\x1a\n\0\0');
  const table = bytes('PAR1\x15\x04\x15\0');
  const files = {
    ...{ 'a.txt': bytes('one text'), 'b.txt': picture, 'c.png': picture },
    ...{ 'd.onnx': bytes('\x08\x08\0'), 'e.parquet': table },
  };
  const found = await inspect(host, files, null);
  expect(found.files.map(({ path }) => path)).toEqual(['a.txt']);
  expect(found.skippedFiles.toSorted()).toEqual(['b.txt', 'c.png', 'd.onnx', 'e.parquet']);
  await expect(inspect(host, { 'b.txt': picture, 'c.png': picture }, null)).rejects.toThrow(/“b\.txt” is a picture/);
});

test('what is a text too is one for whoever says so, and texts about models are texts', async () => {
  const host = await openTemporaryHost();
  const json = bytes('{"modelTopology":{},"weightsManifest":[]}');
  expect(await inspect(host, { 'model.json': json }, 'text')).toMatchObject({ format: 'text' });
  expect(await inspect(host, { 'onnx.onnx.txt': bytes('GG is no file of GGUF') }, null)).toMatchObject({
    fileCount: 1,
  });
  expect(await inspect(host, { 'page.html': bytes('<!doctype html><p>A text</p>') }, null)).toMatchObject({
    format: 'html',
  });
});
