import type { Page } from '@playwright/test';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';
import { trainedRun } from './trained-run.ts';

const named = (template: string, values: Record<string, string>) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), template);

/** Of each card: what it tells of its perplexity. */
async function perplexities(page: Page): Promise<number[]> {
  const notes = await page.getByRole('article').locator('header p').allTextContents();
  return notes.map((note) => Number(/[\d.]+/.exec(note)?.[0]));
}

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ locale, permissions: ['clipboard-read', 'clipboard-write'] });
    const say = words.playground;

    test(`several texts at once and beam search, by keyboard, ${locale}`, async ({ page, studio }) => {
      const { client, close } = await openClient(studio.url());
      const run = await trainedRun(client, lstm(12), 160);
      await page.evaluate((hash) => (location.hash = hash), `#/playground/${run.id}`);
      await page.getByLabel(say.prompt, { exact: true }).fill('Said Fox ');
      await page.getByLabel(say.length, { exact: true }).fill('40');
      await page.getByLabel(words.settings.seed, { exact: true }).fill('5');
      const way = page.getByLabel(say.mode, { exact: true });
      await way.selectOption('many');
      await page.getByLabel(say.textCount, { exact: true }).fill('6');
      await page.keyboard.press('Control+Enter');

      const cards = page.getByRole('article');
      await expect(cards).toHaveCount(6);
      await expect(page.getByRole('button', { name: say.generate })).toBeVisible();
      await expect(cards.first().locator('p').last()).toHaveText(/^Said Fox .{30,}$/s);
      const shown = await cards.first().locator('p').last().textContent();
      expect(await seriousViolations(page)).toEqual([]);

      await page.getByLabel(say.order, { exact: true }).selectOption('likeliest');
      const ordered = await perplexities(page);
      expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
      await page.getByLabel(say.order, { exact: true }).selectOption('written');

      const first = named(say.textNumber, { n: '1' });
      await page.getByRole('button', { name: named(say.copyOne, { name: first }) }).press('Enter');
      await expect(page.getByText(say.copied, { exact: true })).toBeVisible();
      if (studio.url().startsWith('http')) {
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
      }

      await page.getByRole('button', { name: named(say.goOnFrom, { name: first }) }).press('Enter');
      const text = page.getByRole('listbox');
      await expect(text).toBeFocused();
      await expect(way).toHaveValue('single');
      await expect(page.getByText(say.ends.length)).toBeVisible();
      await expect(text).toHaveText(/^Said Fox .{80}$/s);
      expect((await text.textContent())?.startsWith(shown ?? '?')).toBe(true);

      await way.selectOption('beams');
      await page.getByLabel(say.beams, { exact: true }).fill('3');
      await expect(page.getByText(say.noChance)).toBeVisible();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('heading', { name: named(say.rank, { n: '3' }) })).toBeVisible();
      await expect(page.getByRole('button', { name: say.generate })).toBeVisible();
      await expect(page.getByText(say.notes.beams)).toBeVisible();
      const ranked = await perplexities(page);
      expect(ranked).toEqual(ranked.toSorted((a, b) => a - b));
      const explain = named(words.actions.explain, { term: words.terms.beamSearch.name });
      await page.getByRole('button', { name: explain }).last().press('Enter');
      await expect(page.getByText(words.terms.beamSearch.text)).toBeVisible();
      await page.keyboard.press('Escape');
      expect(await seriousViolations(page)).toEqual([]);
      close();
    });
  });
}
