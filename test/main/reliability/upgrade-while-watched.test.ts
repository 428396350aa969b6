import { expect, test } from 'vitest';
import { upgradeWhileWatched } from '../../reliability/upgrade-while-watched.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('an older database is copied and upgraded while the terminal is told, and the copy goes when a person agrees', async () => {
  const dataDir = temporaryFolder();
  const upgrade = await upgradeWhileWatched(dataDir, 24 * 2 ** 20);
  expect(upgrade.problems).toEqual([]);
  expect(upgrade.told.at(-1)).toBe(100);
  expect(upgrade.told.length).toBeGreaterThan(2);
  expect(upgrade.told).toEqual(upgrade.told.toSorted((a, b) => a - b));
  expect(upgrade.seen).toEqual(upgrade.seen.toSorted((a, b) => a - b));
  expect(upgrade.copyBytes).toBeGreaterThan(24 * 2 ** 20);

  const { client } = await openTemporaryHost({ dataDir });
  const megabytes = Math.ceil(upgrade.copyBytes / 2 ** 20);
  expect(await client.system.notices()).toMatchObject([
    { code: 'upgrade-copy', severity: 'info', details: { megabytes } },
  ]);
  await client.system.removeUpgradeCopies();
  expect(await client.system.notices()).toEqual([]);
});
