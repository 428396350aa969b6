import type { Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

/** Twelve years of months whose values rise and fall with the year, without a month that was missed. */
function monthlyTable(missed: string | null): string {
  const rows = Array.from({ length: 144 }, (_, n) => {
    const month = `${2010 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
    return { month, value: (100 + n / 2 + 30 * Math.sin((n * Math.PI) / 6)).toFixed(1) };
  });
  return [
    'month,sales',
    ...rows.filter(({ month }) => month !== missed).map(({ month, value }) => `${month},${value}`),
  ].join('\n');
}

const expectAccessible = async (page: Page) => expect(await seriousViolations(page)).toEqual([]);

for (const [language, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(language, () => {
    test.use({ locale: language });

    test('a gap and an unclear table are asked about, and nothing is imported before', async ({ page, studio }) => {
      expect(studio.url()).not.toBe('');
      const texts = words.datasets.import;
      const dialog = page.getByRole('dialog');
      const add = dialog.getByRole('button', { name: texts.add });
      const role = (name: string) => dialog.getByLabel(texts.roleOf.replace('{name}', name));
      await dropFiles(page, { name: 'gap.csv', content: monthlyTable('2015-06') });
      await expect(role('month')).toHaveValue('time');
      await expect(role('sales')).toHaveValue('predict');
      await expect(dialog.getByText('2015-05-01', { exact: false }).first()).toBeVisible();
      await expect(add).toBeDisabled();
      await expectAccessible(page);
      await dialog.getByLabel(texts.answer.interpolate).press('Space');
      await expect(dialog.getByText(words.datasets.understood.done.interpolate, { exact: false })).toBeVisible();
      await expect(dialog.getByLabel(texts.treatment.gaps)).toHaveValue('interpolate');
      await expect(dialog.getByRole('img')).toHaveAttribute('aria-label', /sales.*2010-01-01.*2021-12-01/);
      await expectAccessible(page);
      await expect(add).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByText(words.datasets.understood.title)).toBeVisible();

      const stars = Array.from({ length: 40 }, (_, n) => `"a whale that swam for ${n} long days",${(n % 5) + 1}`);
      await dropFiles(page, { name: 'reviews.csv', content: ['review,rating', ...stars].join('\n') });
      await expect(dialog.getByRole('heading', { name: texts.unclear })).toBeVisible();
      await expect(add).toBeDisabled();
      await role('rating').selectOption('ignore');
      await expect(add).toBeEnabled();
      await role('rating').selectOption('label');
      await expect(role('rating')).toHaveValue('label');
      await expect(add).toBeEnabled();
      await add.click();
      await expect(page.getByRole('heading', { level: 1, name: 'reviews.csv' })).toBeVisible();
      await expect(page.getByText(words.datasets.kind.labelled).first()).toBeVisible();
    });
  });
}
