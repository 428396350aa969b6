import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTraining } from '../start-training.ts';
import { openClient } from '../studio-client.ts';
import { expect, openDesktop, test } from './desktop.ts';

const start = { level: 1, name: 'Start' };

test('who quits while a network trains is asked, and the run goes on from there at the next start', async ({
  desktop,
}) => {
  const { page, hands } = await openDesktop(desktop);
  await startTraining(page, 4000);
  const { client: before, close: leave } = await openClient(desktop.url());
  await expect.poll(async () => (await before.runs.list())[0].step).toBeGreaterThan(0);
  leave();
  await hands.answer('Cancel', 'Pause and Quit');
  await hands.choose('File', 'Exit');
  await expect.poll(() => hands.dialogs()).toMatchObject([{ message: 'A training is under way.' }]);
  await expect(page.getByRole('contentinfo')).toContainText('Training');
  await hands.choose('File', 'Exit');
  expect(await desktop.ended()).toBe(0);

  await openDesktop(desktop);
  const { client, close } = await openClient(desktop.url());
  const [{ id: runId, state, step }] = await client.runs.list();
  expect({ state, hasSteps: step > 0 }).toEqual({ state: 'paused', hasSteps: true });
  await client.runs.resume({ runId });
  await expect.poll(async () => (await client.runs.get({ runId })).step).toBeGreaterThan(step);
  close();
});

test('the window of a training may go, and comes back when the studio is started again', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  await startTraining(page, 4000);
  await expect(page.getByRole('contentinfo')).toContainText('Training');
  await hands.answer('Keep Training in the Background');
  await hands.closeWindow();
  const isInSight = async () => (await hands.windows()).map(({ isVisible, isMinimized }) => isVisible && !isMinimized);
  await expect.poll(isInSight).toEqual([false]);
  await desktop.openBeside();
  await expect.poll(isInSight).toEqual([true]);
  await expect(page.getByRole('contentinfo')).toContainText('Training');
});

test('a second start hands its file over to the first, which opens it', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  await expect(page.getByRole('heading', start)).toBeVisible();
  const novel = join(desktop.folder, 'novel.txt');
  writeFileSync(novel, 'the fox and the crow\n'.repeat(100));
  await desktop.openBeside(novel);
  await expect(page.getByRole('dialog')).toContainText('novel.txt');
});

test('a link leads into the window, whether the studio runs or not', async ({ desktop }) => {
  const { page } = await openDesktop(desktop, { given: ['kioku://lessons'] });
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeVisible();
  await desktop.openBeside('kioku://settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a link that leads nowhere, or would do something, only brings the window forward', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  await expect(page.getByRole('heading', start)).toBeVisible();
  await desktop.openBeside('kioku://runs/new?start=1');
  await desktop.openBeside('kioku://settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('with its last window the program ends', async ({ desktop }) => {
  test.skip(process.platform === 'darwin', 'On a Mac a program lives on without a window: see the next test.');
  const { page, hands } = await openDesktop(desktop);
  await expect(page.getByRole('heading', start)).toBeVisible();
  await hands.closeWindow();
  expect(await desktop.ended()).toBe(0);
});

test('on a Mac it lives on without a window, and opens one again from the Dock', async ({ desktop }) => {
  const isElsewhere = desktop.project === 'electron' && process.platform !== 'darwin';
  test.skip(isElsewhere, 'Electron cannot be another system than it runs on; its double can.');
  const { page, hands } = await openDesktop(desktop, { platform: 'darwin', given: ['kioku://lessons'] });
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeVisible();
  expect(await hands.items()).toContain('Window');
  const browser = page.context();
  await hands.closeWindow();
  await expect.poll(() => hands.windows()).toEqual([]);
  const again = browser.waitForEvent('page');
  await hands.happens('activate');
  await expect((await again).getByRole('heading', start)).toBeVisible();
  await hands.happens('open-url', 'kioku://settings');
  await expect((await again).getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a host that crashes is started anew, and the page gets over it', async ({ desktop }) => {
  const { page } = await openDesktop(desktop);
  await startTraining(page, 4000);
  await expect(page.getByRole('contentinfo')).toContainText('Training');
  await desktop.kill();
  await page.getByRole('button', { name: 'Go on by themselves' }).click();
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Training');
});
