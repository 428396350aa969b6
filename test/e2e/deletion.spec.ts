import { lstm } from '../../src-engine/models/default-layers.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, sharedTest as test } from './studio.ts';
import { openClient } from './studio-client.ts';
import { trainedRun } from './trained-run.ts';

test('a run that is deleted in one window comes back in another one, after the first was closed', async ({
  shared,
}) => {
  const { client, close } = await openClient(shared.studio.url());
  const run = await trainedRun(client, lstm(8), 20);
  const first = await shared.openWindow('/runs');
  await first.getByLabel(`Select ${run.name}`).check();
  await first.getByRole('button', { name: 'Delete' }).click();
  await expect(first.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  await first.close();
  expect(await client.runs.list()).toEqual([]);

  const second = await shared.openWindow('/runs');
  await expect(second.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  const told = second
    .getByRole('region', { name: 'Notifications' })
    .getByRole('listitem')
    .filter({ hasText: `${run.name} was deleted.` });
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect(second.getByRole('link', { name: run.name })).toBeVisible();
  await expect(told).toBeHidden();
  expect(await client.runs.get({ runId: run.id })).toMatchObject({ state: 'finished', step: 20 });
  close();
});

test('a deleted run that is brought back in the settings brings its dataset along', async ({ shared }) => {
  const { client, close } = await openClient(shared.studio.url());
  const run = await trainedRun(client, lstm(8), 20);
  await client.runs.delete({ runId: run.id });
  await client.datasets.delete({ datasetId: run.datasetId });
  close();
  const page = await shared.openWindow('/settings');
  const deleted = page.getByRole('region', { name: 'Recently deleted' });
  await expect(deleted.getByRole('listitem')).toHaveCount(2);
  expect(await seriousViolations(page)).toEqual([]);
  await deleted.getByRole('button', { name: `Bring back ${run.name}` }).click();
  await expect(deleted).toBeHidden();
  await page.getByRole('link', { name: 'Datasets' }).click();
  await expect(page.getByRole('link', { name: 'fox.txt' })).toBeVisible();
});
