import type { Browser, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { isDesktop } from './desktop/desktop-studio.ts';
import { savedFile, type SavedFile } from './saved-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';
import { smallLayer, trainedClassifier, trainedForecaster, trainedRun } from './trained-run.ts';

/** Has the report of the run on the page written. */
async function writeReport(page: Page, words: typeof en | typeof ja): Promise<SavedFile> {
  await page.getByRole('button', { name: words.dashboard.more, exact: true }).click();
  return savedFile(page, () => page.getByRole('menuitem', { name: words.report.write }).click());
}

/** Opens a report by itself, where there is no studio, and checks it as a page. */
async function openReport(page: Page, browser: Browser, { name, path }: SavedFile, heading: string): Promise<void> {
  expect(name).toMatch(/\.html$/);
  const alone = await browser.newPage();
  await alone.setContent(readFileSync(path, 'utf8'));
  await expect(alone.getByRole('heading', { level: 1 })).toHaveText(heading);
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1100, 380]) {
      await alone.emulateMedia({ colorScheme });
      await alone.setViewportSize({ width, height: 800 });
      expect(await seriousViolations(alone)).toEqual([]);
      expect(await alone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  await alone.setViewportSize({ width: 1100, height: 800 });
  await alone.close();
  await page.bringToFront();
}

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a run and a comparison are written as pages that need no studio', async ({ browser, page, studio }, {
      project,
    }) => {
      const { client, close } = await openClient(studio.url());
      const first = await trainedRun(client, smallLayer('lstm'));
      const second = await trainedRun(client, smallLayer('gru'));
      close();
      const at = (path: string) => new URL(`/#${path}`, studio.url()).href;

      await page.goto(at(`/runs/${first.id}`));
      const saved = await writeReport(page, words);
      const told = isDesktop(project.name)
        ? words.report.saved.replace('{path}', saved.path)
        : words.report.downloaded.replace('{name}', saved.name);
      await expect(page.getByText(told, { exact: true })).toBeVisible();
      await openReport(page, browser, saved, 'lstm');

      await page.goto(at(`/runs/compare?runs=${first.id},${second.id}`));
      const write = page.getByRole('button', { name: words.report.write });
      const ofBoth = await savedFile(page, () => write.click());
      await openReport(page, browser, ofBoth, words.report.compared.replace('{n}', '2'));
    });

    test('a classifier’s report shows which texts it takes for which class', async ({ browser, page, studio }) => {
      const { client, close } = await openClient(studio.url());
      // A label that is wrong is a mistake of the network’s.
      const run = await trainedClassifier(client, [3, 8, 21, 34]);
      close();
      await page.goto(new URL(`/#/runs/${run.id}`, studio.url()).href);
      const download = await writeReport(page, words);
      await openReport(page, browser, download, 'moods');
      const text = readFileSync(download.path, 'utf8');
      for (const part of [words.report.answers, words.metrics.byClass, words.playground.confusion])
        expect(text).toContain(part);
    });

    test('a forecaster’s report has it beside simple methods, and its last forecast', async ({
      browser,
      page,
      studio,
    }) => {
      const { client, close } = await openClient(studio.url());
      const run = await trainedForecaster(client);
      close();
      await page.goto(new URL(`/#/runs/${run.id}`, studio.url()).href);
      const download = await writeReport(page, words);
      await openReport(page, browser, download, 'visitors');
      const text = readFileSync(download.path, 'utf8');
      for (const part of [
        'ARIMA',
        words.forecasting.names.network,
        words.report.lastForecast.replace('{column}', 'visitors'),
      ])
        expect(text).toContain(part);
    });
  });
}
