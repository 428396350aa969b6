import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { seriousViolations } from './serious-violations.ts';
import { expect, sharedTest as test } from './studio.ts';
import { openClient } from './studio-client.ts';

test('that changes were lost is told in every window until it is dismissed in one', async ({ shared }) => {
  const { studio, openWindow } = shared;
  const { client, close } = await openClient(studio.url());
  await client.datasets.import({ name: 'fox.txt', file: new Blob(['The fox. '.repeat(100)]) });
  close();
  await studio.kill();
  rmSync(join(studio.dataDir, 'kioku.db-wal'));
  await studio.start();

  const [first, second] = [await openWindow('/runs'), await openWindow('/settings')];
  const [inFirst, inSecond] = [first, second].map((page) =>
    page.getByRole('region', { name: 'Notices' }).getByRole('alert').filter({ hasText: 'Later changes are lost.' }),
  );
  await expect(inFirst).toBeVisible();
  await expect(inSecond).toBeVisible();
  expect(await seriousViolations(first)).toEqual([]);
  await inFirst.getByRole('button', { name: 'Dismiss this notice' }).click();
  await expect(inFirst).toBeHidden();
  await expect(inSecond).toBeHidden();

  await studio.stop();
  await studio.start();
  const third = await openWindow('/runs');
  await expect(third.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  await expect(third.getByRole('region', { name: 'Notices' })).toBeHidden();
});
