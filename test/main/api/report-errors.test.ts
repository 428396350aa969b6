import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importFox, openTemporaryHost } from '../temporary-host.ts';

test('a defect reaches the person as an id, and the log in full', async () => {
  const host = await openTemporaryHost();
  await host.close();
  const failed = await host.client.runs.list().then(
    () => null,
    (error: { message: string; data: unknown }) => error,
  );
  expect(failed?.data).toMatchObject({ code: 'internal', details: { id: expect.stringMatching(/^[0-9a-f]{8}$/) } });
  const { id } = (failed?.data as { details: { id: string } }).details;
  expect(failed?.message).toContain(id);
  expect(host.logged).toMatchObject([
    { level: 'error', message: expect.stringContaining(`${id} in runs.list`), error: expect.any(Error) },
  ]);
});

test('a database with damaged pages is refused with what to do, each time', async () => {
  const host = await openTemporaryHost();
  await importFox(host);
  await host.close();
  const file = openSync(join(host.dataDir, 'kioku.db'), 'r+');
  const { size } = fstatSync(file);
  const noise = Buffer.alloc(4096, 0xa5);
  for (let page = 16_384; page < size; page += 16_384) writeSync(file, noise, 0, noise.length, page);
  closeSync(file);
  for (const attempt of [1, 2]) {
    const refused = openTemporaryHost({ dataDir: host.dataDir });
    await expect(refused, `attempt ${attempt}`).rejects.toMatchObject({ code: 'database-damaged' });
  }
});
