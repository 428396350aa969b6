import type { Page } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../../src-renderer/locales/en/index.ts';
import { openClient } from '../studio-client.ts';
import { smallLayer, trainedRun } from '../trained-run.ts';
import type { DesktopStudio } from './desktop-studio.ts';
import { expect, openDesktop, test } from './desktop.ts';

/** A text on the disk. */
function textFile(studio: DesktopStudio, name: string): string {
  const path = join(studio.folder, name);
  writeFileSync(path, 'the quick brown fox jumps over the lazy dog.\n'.repeat(200));
  return path;
}

/** Takes the text as it is offered. */
async function takesText(page: Page, name: string): Promise<void> {
  await expect(page.locator('[role=dialog] button[type=submit]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** As the system drops files, with the paths that they have. */
async function dropPaths(page: Page, ...files: string[]): Promise<void> {
  const system = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await system.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await system.detach();
}

test('a text is chosen in the system’s dialog, and is among the recent ones then', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  const novel = textFile(desktop, 'novel.txt');
  await hands.answer([novel]);
  await hands.choose('File', 'Import…');
  await takesText(page, 'novel.txt');
  expect(await hands.items('File', 'Open Recent')).toContain('novel.txt');
  await hands.choose('File', 'Open Recent', 'novel.txt');
  await expect(page.getByRole('dialog')).toContainText('novel.txt');
});

test('a text that is dropped is read where it lies, and the page never learns where that is', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    addEventListener('message', ({ data }) => seen.push(JSON.stringify(data)));
  });
  const novel = textFile(desktop, 'dropped.txt');
  await dropPaths(page, novel);
  await takesText(page, 'dropped.txt');
  // Only a file whose path was told is kept in mind.
  expect(await hands.items('File', 'Open Recent')).toContain('dropped.txt');
  expect(await page.evaluate(() => (Reflect.get(window, 'seen') as string[]).join('\n'))).not.toContain(desktop.folder);
});

test('a folder that is dropped is read where it lies, file by file', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
  const folder = join(desktop.folder, 'tales');
  mkdirSync(join(folder, 'more'), { recursive: true });
  for (const name of ['fox.txt', 'more/crow.txt'])
    writeFileSync(join(folder, name), 'the quick brown fox jumps over the lazy dog.\n'.repeat(200));
  await dropPaths(page, folder);
  await takesText(page, 'tales');
  expect(await hands.items('File', 'Open Recent')).toEqual(expect.arrayContaining(['fox.txt', 'crow.txt']));
});

test('a file that is no longer there is told about, and the window stays as it was', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  await hands.answer([join(desktop.folder, 'gone.txt')], 'OK');
  await hands.choose('File', 'Import…');
  await expect.poll(() => hands.dialogs()).toMatchObject([{}, { message: 'This was not opened.' }]);
  await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
});

test('the menu leads to pages of the window', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  await hands.choose('Help', 'Lessons');
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeVisible();
  await hands.choose('Help', 'Keyboard Shortcuts');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('an export is written, saved where the person says, and is the same file', async ({ desktop }) => {
  const { page, hands } = await openDesktop(desktop);
  const { client, close } = await openClient(desktop.url());
  const { id } = await trainedRun(client, smallLayer('lstm'));
  await page.evaluate((hash) => (location.hash = hash), `#/runs/${id}`);
  await page.getByRole('button', { name: 'Export…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await dialog.locator('input[value=csv]').check({ force: true });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const target = join(desktop.folder, 'copy.csv');
  await hands.answer(target);
  await dialog.getByRole('button', { name: /^Save as/ }).click();
  await expect(dialog.getByRole('status').filter({ hasText: 'copy.csv' })).toBeVisible();
  expect(readFileSync(target, 'utf8')).toMatch(/^step,/);
  const [exported] = await client.exports.list({ runId: id });
  expect(readFileSync(target).byteLength).toBe(exported.bytes);
  close();
});

test('a report is said to be saved once it is, where the person said, and not when they give up', async ({
  desktop,
}) => {
  const { page, hands } = await openDesktop(desktop);
  const { client, close } = await openClient(desktop.url());
  const { id } = await trainedRun(client, smallLayer('lstm'));
  close();
  await page.evaluate((hash) => (location.hash = hash), `#/runs/${id}`);
  const target = join(desktop.folder, 'kept.html');
  await hands.answer('', target);
  for (const dialogs of [1, 2]) {
    await page.getByRole('button', { name: en.dashboard.more, exact: true }).click();
    await page.getByRole('menuitem', { name: en.report.write }).click();
    await expect.poll(async () => (await hands.dialogs()).length).toBe(dialogs);
  }
  const told = page.getByText('The report was saved as');
  // It is said aloud too, for a moment.
  await expect(told.filter({ hasText: target }).first()).toBeVisible();
  await expect(told.filter({ hasNotText: target })).toHaveCount(0);
  expect((await hands.dialogs()).map(({ defaultPath }) => defaultPath)).toEqual(['lstm.html', 'lstm.html']);
  expect(readFileSync(target, 'utf8')).toMatch(/^<!doctype html>[^]*<h1>lstm<\/h1>[^]*<\/html>\s*$/i);
});
