import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { Messages } from '../../src-renderer/locales/messages.ts';
import { isLongForm } from '../config/long-forms.ts';
import { dropFile } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

const novel = Array.from(
  { length: 300 },
  (_, n) => `On day ${n} the crow told the fox what the ${['river', 'wind', 'old wall'][n % 3]} had said.\n`,
).join('');
const novelInJapanese = Array.from(
  { length: 300 },
  (_, n) => `烏は${n}日目、狐に「${['川', '風', '古い壁'][n % 3]}はこう言った」と話した。\n`,
).join('');
const table = [
  'day,guests',
  ...Array.from({ length: 120 }, (_, n) => {
    const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
    return `${day},${(40 + 12 * Math.sin((2 * Math.PI * n) / 7)).toFixed(1)}`;
  }),
].join('\n');
const labelled = [
  'review,stars',
  ...Array.from({ length: 120 }, (_, n) =>
    n % 2 === 0 ? `a fine and merry whale ${n},up` : `a dull and weary whale ${n},down`,
  ),
].join('\n');

/** From a file that is dropped to the dashboard of a training that is over, with the time that a person chooses. */
async function trainOn(page: Page, words: Messages, name: string, content: string): Promise<void> {
  await page
    .getByRole('navigation', { name: words.shell.places })
    .getByRole('link', { name: words.shell.start })
    .click();
  await dropFile(page, name, content);
  const train = [words.datasets.train, words.datasets.trainNumbers].join('|');
  await page.getByRole('button', { name: new RegExp(`^(${train})$`) }).click();
  await page.getByRole('button', { name: words.budgets.minute, exact: true }).click();
  await expect(page.getByRole('region', { name: words.budgets.why })).toBeVisible();
  await expect(page.locator('[data-training-time]')).toContainText(/\d/);
  // Each value can be changed: a test has no minute.
  await page.getByLabel(words.settings.epochs, { exact: true }).fill('1');
  await expect(page.locator('[data-training-time]')).toContainText(/\d/);
  await page.getByRole('button', { name: words.newRun.start, exact: true }).click();
  await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/);
  await expect(page.getByText(words.states.finished).first()).toBeVisible();
}

for (const [locale, words, colorScheme, viewport, writer, written] of [
  [
    'en-US',
    en,
    'dark',
    { width: 1440, height: 900 },
    en.networks['moby-dick-writer'].name,
    /Call me [\s\S]*[a-z]{3} [a-z]/,
  ],
  [
    'ja-JP',
    ja,
    'light',
    { width: 1024, height: 700 },
    ja.networks['japanese-writer'].name,
    /ある日、[\s\S]*[ぁ-ん]{2}/,
  ],
] as const) {
  test.describe(() => {
    test.use({ locale, colorScheme, viewport });

    test(`an empty folder opens on Start: one click and a network writes; it is there in playground and insight, and goes, ${locale}`, async ({
      page,
      studio,
    }) => {
      expect(studio.url()).not.toBe('');
      await expect(page.getByRole('heading', { level: 1, name: words.shell.start })).toBeVisible();
      await expect(page.getByRole('button', { name: words.start.watch.action })).toBeVisible();
      expect(await seriousViolations(page)).toEqual([]);

      await page
        .getByRole('button', {
          name: words.networks.actionOf.replace('{name}', writer).replace('{action}', words.networks.write),
        })
        .click();
      await expect(page.getByRole('log')).toHaveText(written);
      expect(await seriousViolations(page)).toEqual([]);

      const places = page.getByRole('navigation', { name: words.shell.places });
      await places.getByRole('link', { name: words.shell.runs, exact: true }).click();
      await expect(page.getByRole('heading', { name: words.runs.emptyTitle })).toBeVisible();
      await places.getByRole('link', { name: words.shell.insight, exact: true }).click();
      await expect(page.getByRole('main')).toContainText(writer);
      await places.getByRole('link', { name: words.shell.start, exact: true }).click();
      await page.getByRole('button', { name: words.networks.actions.replace('{name}', writer) }).click();
      await page.getByRole('menuitem', { name: words.networks.remove }).click();
      await expect(page.getByRole('article', { name: writer })).toBeHidden();
      await page.reload();
      const bringBack = page.getByRole('main').getByRole('button', { name: words.networks.bringBack });
      await expect(bringBack).toBeVisible();
      await expect(page.getByRole('article', { name: writer })).toBeHidden();
    });

    test(`a novel, a table and labels each reach what they are for, ${locale}`, async ({ page, studio }) => {
      expect(studio.url()).not.toBe('');
      await trainOn(page, words, 'novel.txt', locale === 'en-US' ? novel : novelInJapanese);
      await page.getByRole('button', { name: words.dashboard.use.generate, exact: true }).click();
      await page.getByRole('button', { name: words.playground.generate, exact: true }).click();
      await expect(page.getByRole('listbox', { name: words.playground.textLabel })).toHaveText(/\S{3}/);

      // In short, one language brings all three: of the second one, only texts are others.
      if (!isLongForm && locale !== 'en-US') return;
      await trainOn(page, words, 'guests.csv', table);
      await page.getByRole('main').getByRole('button', { name: words.dashboard.use.forecast, exact: true }).click();
      await expect(page.getByRole('img', { name: /guests/ }).first()).toBeVisible();

      await trainOn(page, words, 'reviews.csv', labelled);
      await page.getByRole('main').getByRole('button', { name: words.dashboard.use.classify, exact: true }).click();
      await page.getByRole('textbox').first().fill('a fine and merry whale');
      await expect(page.getByRole('main')).toContainText('up');
    });
  });
}
