import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { dropFile } from './drop-file.ts';
import { expect, test } from './studio.ts';

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

for (const colorScheme of ['dark', 'light'] as const) {
  for (const locale of ['en-US', 'ja-JP']) {
    test.describe(() => {
      test.use({ colorScheme, locale });

      test(`no serious accessibility violation on any screen, ${colorScheme}, ${locale}`, async ({ page, studio }) => {
        const address = (path: string) => new URL(`/#${path}`, studio.url()).href;
        await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
        await expectNoViolations(page, 'datasets, empty');
        await dropFile(page, 'abc.txt', 'abc '.repeat(2000));
        await page.waitForURL(/#\/datasets\/.+/);
        await expect(page.getByRole('heading', { name: 'abc.txt' })).toBeVisible();
        await expectNoViolations(page, 'dataset');
        for (const path of ['/runs', '/runs/new', '/playground', '/settings']) {
          await page.goto(address(path));
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectNoViolations(page, path);
        }
      });
    });
  }
}
