import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ImportStaging } from '../../../src-main/datasets/imports/import-staging.ts';
import { OngoingWork } from '../../../src-main/system/ongoing-work.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';

const name = 'novel.txt';
const text = 'Call me Ishmael. Some years ago, never mind how long precisely.';

test('an upload goes on from what the host has, whatever was lost on the way', async () => {
  const { client } = await openTemporaryHost();
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes: text.length }] });
  const append = async (from: number, to: number, offset = from) =>
    (await client.imports.append({ importId, file: 0, content: new Blob([text.slice(from, to)]), offset })).received;
  expect(await append(0, 20)).toBe(20);
  expect(await append(0, 20)).toBe(20); // the answer was lost, and the part comes once more
  expect(await append(40, 60)).toBe(20); // it does not belong there yet
  expect(await append(0, 0)).toBe(20); // whoever has lost the page only asks
  // Two at once, as where the line broke in the middle of a part: both know where it ends then.
  expect(await Promise.all([append(20, text.length), append(20, text.length)])).toEqual([text.length, text.length]);
  for await (const update of await client.imports.run({ importId })) {
    if (update.type === 'imported') expect(update.dataset).toMatchObject({ name, bytes: text.length });
  }
  const [dataset] = await client.datasets.list();
  expect((await client.datasets.preview({ datasetId: dataset!.id, characters: 1000 })).text).toBe(text);
});

test('an upload that is left alone is discarded with its files, one that is imported is not', async () => {
  const dataDir = temporaryFolder();
  const work = new OngoingWork();
  const staging = new ImportStaging(dataDir, work, 50);
  const left = await staging.begin(name, [{ path: name, bytes: 100 }]);
  await staging.append(left, 0, new Blob(['half']));
  expect(work.list()).toEqual([{ kind: 'upload', name }]);
  const held = await staging.addBlob('held.txt', new Blob(['whole']));
  staging.hold(held);
  await expect.poll(() => existsSync(join(dataDir, 'imports', left))).toBe(false);
  await expect(staging.append(left, 0, new Blob(['more']))).rejects.toMatchObject({ code: 'import-not-found' });
  expect(work.list()).toEqual([]);
  expect(readdirSync(join(dataDir, 'imports'))).toEqual([held]);
  staging.release(held);
  await expect.poll(() => readdirSync(join(dataDir, 'imports'))).toEqual([]);
});

test('what would be lost with the studio is known while it is under way', async () => {
  const host = await openTemporaryHost();
  const file = new Blob(['all work and no play\n'.repeat(500_000)]);
  const { importId } = await host.client.imports.begin({
    name: 'long.txt',
    files: [{ path: 'long.txt', bytes: file.size }],
  });
  expect(host.work.list()).toEqual([{ kind: 'upload', name: 'long.txt' }]);
  await host.client.imports.append({ importId, file: 0, content: file });
  expect(host.work.list()).toEqual([]);
  for await (const { type } of await host.client.imports.run({ importId })) {
    if (type === 'progress') expect(host.work.list()).toEqual([{ kind: 'import', name: 'long.txt' }]);
  }
  expect(host.work.list()).toEqual([]);
});
