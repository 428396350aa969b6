import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { isLongForm } from '../config/long-forms.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { savedFile } from './saved-file.ts';
import { expect, test } from './studio.ts';

/** Months with a yearly season, and a value that does not belong there. */
function monthly(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const at = first + n;
    const month = `${2014 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
    const value = 200 + at + 60 * Math.sin((2 * Math.PI * at) / 12) + ((at * 7) % 5) + (at === 100 ? 150 : 0);
    return `${month},${value.toFixed(1)}`;
  });
}
const tableOf = (rows: readonly string[]) => ['month,guests', ...rows, ''].join('\n');

async function download(page: Page, act: () => Promise<void>): Promise<string> {
  return readFileSync((await savedFile(page, act)).path, 'utf8');
}

for (const [locale, colorScheme, words] of [
  ['en-GB', 'dark', en],
  ['ja-JP', 'light', ja],
] as const) {
  test.describe(locale, () => {
    test.use({ locale, colorScheme });

    test('a dropped table becomes a saved forecast in five clicks, and is judged, played with and gone on from', async ({
      page,
      studio,
    }) => {
      await page.goto(studio.url());
      await dropFiles(page, { name: 'guests.csv', content: tableOf(monthly(0, 120)) });
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: words.datasets.import.add }).click();
      await page.getByRole('button', { name: words.datasets.trainNumbers, exact: true }).click();
      await page.getByRole('button', { name: words.newRun.start }).click();
      await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/);
      await expect(page.getByText(words.states.finished).first()).toBeVisible();
      await expect(page.getByRole('heading', { level: 2, name: /guests/ })).toBeVisible();
      await page.getByRole('button', { name: words.dashboard.use.forecast, exact: true }).click();
      const saved = await download(page, () => page.getByRole('button', { name: words.forecasting.save }).click());
      const [header, first, ...others] = saved.replace('\ufeff', '').trim().split('\r\n');
      expect(header).toBe('time,value,low,high');
      expect(first).toMatch(/^2024-01-01,\d/);
      expect(others.length).toBeGreaterThan(3);
      expect(await seriousViolations(page)).toEqual([]);

      // The origin moves with the arrow keys, and what came is laid beside.
      await page.getByRole('slider', { name: words.forecasting.origin }).first().focus();
      for (let moves = 0; moves < 12; moves++) await page.keyboard.press('ArrowLeft');
      await expect(page.getByText(words.forecasting.unseen)).toBeVisible();
      await page.keyboard.press('End');
      await expect(page.getByText(words.forecasting.ahead)).toBeVisible();

      const rows = tableOf(monthly(120, 3));
      await dropFiles(page, { name: 'spring.csv', content: rows });
      await expect(page.getByText('spring.csv')).toBeVisible();
      await expect(page.getByText(words.errors['connection'])).toHaveCount(0);
      const later = await download(page, async () => {
        await expect(page.getByRole('slider', { name: words.forecasting.origin }).first()).toHaveAttribute(
          'aria-valuenow',
          '123',
        );
        await page.getByRole('button', { name: words.forecasting.save }).click();
      });
      expect(later).toMatch(/\n2024-04-01,\d/);

      // In short, one language looks at the other tabs and at the insides: they compute the same in each.
      if (!isLongForm && locale !== 'en-GB') return;
      await page.getByRole('tab', { name: words.forecasting.tabs.backtest }).click();
      await expect(page.getByRole('rowheader', { name: words.forecasting.names.arima })).toBeVisible();
      await expect(page.getByRole('row')).toHaveCount(7);
      expect(await seriousViolations(page)).toEqual([]);
      await page.getByRole('tab', { name: words.forecasting.tabs.residuals }).click();
      await expect(page.getByRole('heading', { name: words.forecasting.histogram })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
      await page.getByRole('tab', { name: words.forecasting.tabs.anomalies }).click();
      await expect(page.getByRole('heading', { name: words.forecasting.mostSurprising })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);

      await page.goto(page.url().replace(/#\/playground\/([0-9a-f-]{36}).*/, '#/insight/$1?panel=theatre'));
      await expect(page.getByRole('slider', { name: words.insight.readsUntil })).toBeVisible();
      // The theatre begins with the unit that varies most, which depends on the training.
      const anyUnit = new RegExp(`^${words.insight.unit.replace('{n}', String.raw`\d+`)}`);
      await expect(page.getByRole('heading', { name: anyUnit }).first()).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);
    });
  });
}
