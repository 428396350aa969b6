import type { Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type * as double from '../../main/electron/double/electron.ts';
import { en } from '../../../src-renderer/locales/en/index.ts';
import { ja } from '../../../src-renderer/locales/ja/index.ts';
import { openClient } from '../studio-client.ts';
import { smallLayer, trainedRun } from '../trained-run.ts';
import type { DesktopStudio } from './desktop-studio.ts';
import { expect, openDesktop, test } from './desktop.ts';

/** Shows a run that has been trained. */
async function showRun(studio: DesktopStudio, page: Page): Promise<void> {
  const { client, close } = await openClient(studio.url());
  const { id } = await trainedRun(client, smallLayer('lstm'));
  close();
  await page.evaluate((hash) => (location.hash = hash), `#/runs/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('lstm');
}

/** The file that the share menu was opened with last, once it was opened `times` times. */
async function sharedFile(studio: DesktopStudio, times: number): Promise<string> {
  const paths = () =>
    studio.program.evaluate((electron) => {
      const { controls } = electron as unknown as typeof double;
      return controls.shared.flatMap(({ filePaths = [] }) => filePaths);
    }, null);
  await expect.poll(async () => (await paths()).length).toBe(times);
  return (await paths())[times - 1] ?? '';
}

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('on a Mac a report, a chart and a written text are shared as the files that they would be saved as', async ({
      desktop,
    }) => {
      test.skip(desktop.project !== 'double', 'Nothing can look into the share menu of a real Mac.');
      const { page } = await openDesktop(desktop, { platform: 'darwin' });
      await showRun(desktop, page);
      await page.getByRole('button', { name: words.dashboard.more, exact: true }).click();
      await page.getByRole('menuitem', { name: words.report.share }).click();
      const report = await sharedFile(desktop, 1);
      expect(basename(report)).toBe('lstm.html');
      expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>[^]*<h1>lstm<\/h1>[^]*<\/html>\s*$/i);

      const title = words.dashboard.loss;
      await page.getByRole('button', { name: words.charts.exportOrShare.replace('{title}', title) }).click();
      await page.getByRole('menuitem', { name: words.charts.shares.png }).click();
      const picture = await sharedFile(desktop, 2);
      expect(basename(picture)).toBe(`${title}.png`);
      expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');

      await page.getByRole('button', { name: words.dashboard.use.generate, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: words.shell.playground })).toBeVisible();
      await page.getByLabel(words.playground.prompt, { exact: true }).fill('the fox');
      await page.getByRole('button', { name: words.playground.generate, exact: true }).click();
      await page.getByRole('button', { name: words.exports.shareFile.replace('{name}', 'lstm.txt') }).click();
      expect(readFileSync(await sharedFile(desktop, 3), 'utf8')).toMatch(/^the fox/);
      expect(existsSync(report)).toBe(true);
    });
  });
}

test('where the system has no share menu nothing offers it', async ({ desktop }) => {
  const isElsewhere = desktop.project === 'electron' && process.platform === 'darwin';
  test.skip(isElsewhere, 'Electron cannot be another system than it runs on; its double can.');
  const { page } = await openDesktop(desktop, { platform: 'linux' });
  await showRun(desktop, page);
  await page.getByRole('button', { name: en.dashboard.more, exact: true }).click();
  await expect(page.getByRole('menuitem', { name: en.report.write })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: en.report.share })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en.charts.export.replace('{title}', en.dashboard.loss) }).click();
  await expect(page.getByRole('menuitem')).toHaveText(Object.values(en.charts.formats));
});
