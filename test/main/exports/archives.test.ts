import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { readWhole } from '../../../src-main/datasets/readers/source-file.ts';
import { FormatProcesses } from '../../../src-main/exports/processes/format-processes.ts';
import type { FormatConnection, FormatEvent } from '../../../src-main/exports/processes/format-task.ts';
import { openArchive } from '../../../src-main/exports/processes/open-archive.ts';
import { spawnFormatChild } from '../../../src-main/format-process/spawn-format-child.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { makeZip } from '../datasets/make-zip.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { bytesOf, exportRun, importModelFile, stageFile, trainTiny } from './export-files.ts';

const mebibyte = 2 ** 20;

/** Starts real processes; `hear` is told of each event, with the process that it comes from, before the host is. */
function spawnHeard(hear: (event: FormatEvent, connection: FormatConnection) => void) {
  return (memoryBytes: number): FormatConnection => {
    const connection = spawnFormatChild(memoryBytes);
    connection.onEvent((event) => hear(event, connection));
    return connection;
  };
}

/** A text of random letters in lines. */
function longText(bytes: number): Buffer<ArrayBuffer> {
  const random = createStream(3, 'shuffle', 0);
  const line = () => `${Array.from({ length: 60 }, () => 'etaoin shrdlu'[random.below(13)]).join('')}\n`;
  const lines = Buffer.from(Array.from({ length: 1000 }, line).join(''));
  return Buffer.from(Buffer.concat(Array<Buffer>(Math.ceil(bytes / lines.length)).fill(lines)).subarray(0, bytes));
}

test('an archive of texts whose reader is killed half-way is refused, and the host goes on and takes it the next time', async () => {
  let pieces = 0;
  const host = await openTemporaryHost({
    spawnFormatProcess: spawnHeard((event, connection) => {
      if (event.type === 'piece' && ++pieces === 6) connection.kill();
    }),
  });
  const content = longText(6 * mebibyte);
  const importId = await stageFile(host, 'books.zip', makeZip([{ name: 'book.txt', content }]));
  const importOnce = async () => {
    for await (const update of await host.client.imports.run({ importId }))
      if (update.type === 'imported') return update.dataset;
    return null;
  };

  const { code, message } = await refusalOf(importOnce());
  expect(code).toBe('archive-refused');
  expect(message).toMatch(/^books\.zip was not read to its end, since the program .+ Nothing was imported\.$/);
  expect(await host.client.datasets.list()).toEqual([]);
  expect(await importOnce()).toMatchObject({ name: 'books.zip', bytes: content.length });
  expect(host.logged).toEqual([]);
});

test('a bundle whose reader is killed is refused, and the run arrives the next time', async () => {
  const home = await openTemporaryHost();
  const run = await trainTiny(home);
  const options = { includeText: true };
  const bundle = new Uint8Array(
    await bytesOf(home, await exportRun(home, { runId: run.id, format: 'kioku', options })),
  );
  await home.close();

  let pieces = 0;
  const host = await openTemporaryHost({
    spawnFormatProcess: spawnHeard((event, connection) => {
      if (event.type === 'piece' && ++pieces === 3) connection.kill();
    }),
  });
  const { code, message } = await refusalOf(importModelFile(host, 'fox.kioku', bundle));
  expect(code).toBe('bundle-refused');
  expect(message).toMatch(
    /^fox\.kioku was not read to its end, .+ Copy or export it once more\. Nothing was imported\.$/,
  );
  expect(await host.client.runs.list()).toEqual([]);
  expect(await importModelFile(host, 'fox.kioku', bundle)).toMatchObject({ name: run.name, step: run.step });
  expect(host.logged).toEqual([]);
});

test('an import that is cancelled ends the process that reads its archive', async () => {
  const ended = Promise.withResolvers<string>();
  const cancellation = new AbortController();
  const host = await openTemporaryHost({
    spawnFormatProcess: (memoryBytes) => {
      const connection = spawnHeard((event) => {
        if (event.type === 'piece' && !event.isLast) cancellation.abort();
      })(memoryBytes);
      connection.onExit(ended.resolve);
      return connection;
    },
  });
  const zip = makeZip([{ name: 'book.txt', content: longText(6 * mebibyte) }]);
  const importId = await stageFile(host, 'books.zip', zip);
  const updates = await host.client.imports.run({ importId }, { signal: cancellation.signal });
  await (async () => {
    for await (const update of updates) expect(update.type).toBe('progress');
  })().catch(() => undefined); // A stream that is left may say so.
  expect(await ended.promise).toContain('SIGKILL');
  expect(await host.client.datasets.list()).toEqual([]);
});

test.each([
  { limits: { memoryBytes: 20 * mebibyte, timeMs: 600_000 }, words: 'took more than 20 MB of memory' },
  { limits: { memoryBytes: 2 ** 30, timeMs: 1 }, words: 'could not be read on for 0 seconds' },
])('an archive whose reading is over its limits is refused: $words', async ({ limits, words }) => {
  // What Node takes to start is more than either.
  const formats = new FormatProcesses(spawnFormatChild, () => limits);
  onTestFinished(() => formats.close());
  const file = join(temporaryFolder(), 'a.zip');
  const content = makeZip([{ name: 'a.txt', content: Buffer.from('text') }]);
  writeFileSync(file, content);
  const staged = { path: 'a.zip', file, bytes: content.length };
  // A list of files may be there before the memory is looked at; who reads on is told.
  const readOnAndOn = async () => {
    const archive = await openArchive(formats, 'zip', staged, new AbortController().signal);
    for (;;) for await (const piece of archive.files[0]!.read()) expect(piece.length).toBeGreaterThan(0);
  };
  await expect(readOnAndOn()).rejects.toThrow(words);
});

test('files of an archive are read from their beginnings as often as they are asked for, some of them not to their ends', async () => {
  const formats = new FormatProcesses(spawnFormatChild);
  onTestFinished(() => formats.close());
  const contents = [longText(3 * mebibyte), Buffer.from('short'), Buffer.alloc(0)];
  const file = join(temporaryFolder(), 'a.zip');
  writeFileSync(file, makeZip(contents.map((content, n) => ({ name: `${n}.txt`, content }))));
  const archive = await openArchive(formats, 'zip', { path: 'a.zip', file, bytes: 1 }, new AbortController().signal);
  for (let round = 0; round < 2; round++) {
    for (const part of archive.files) {
      for await (const piece of part.read()) {
        expect(piece.length).toBeLessThan(2 * mebibyte);
        break;
      }
    }
    for (const [n, part] of archive.files.entries()) {
      expect(part).toMatchObject({ path: `${n}.txt`, bytes: contents[n].length });
      expect(Buffer.compare(await readWhole(part), contents[n])).toBe(0);
    }
  }
  await archive.close();
  await expect(readWhole(archive.files[0])).rejects.toThrow('was closed');
});
