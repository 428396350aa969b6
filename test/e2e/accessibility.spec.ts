import type { Page } from '@playwright/test';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';
import { trainedRun } from './trained-run.ts';

const emptyScreens = ['/datasets', '/models', '/runs', '/playground', '/insight', '/lessons', '/settings', '/nowhere'];

async function open(page: Page, url: string, path: string): Promise<void> {
  // From nothing, so that it is the screen itself that is looked at and not the one before.
  await page.goto('about:blank');
  await page.goto(new URL(`/#${path}`, url).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function expectNone(page: Page, screen: string): Promise<void> {
  expect((await seriousViolations(page)).map((told) => `${screen}: ${told}`)).toEqual([]);
}

for (const colorScheme of ['dark', 'light'] as const) {
  for (const locale of ['en-US', 'ja-JP']) {
    test.describe(() => {
      test.use({ colorScheme, locale });

      test(`no serious accessibility violation on any screen, ${colorScheme}, ${locale}`, async ({ page, studio }) => {
        test.setTimeout(240_000);
        const url = studio.url();
        await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
        for (const path of emptyScreens) {
          await open(page, url, path);
          await expectNone(page, `${path}, empty`);
        }
        const { client, close } = await openClient(url);
        const run = await trainedRun(client, lstm(12));
        close();
        const filled = [
          '/datasets',
          `/datasets/${run.datasetId}`,
          '/models/new?template=course-classifier',
          '/runs',
          `/runs/new?dataset=${run.datasetId}`,
          `/runs/${run.id}`,
          `/playground/${run.id}`,
          `/insight/${run.id}`,
        ];
        for (const path of filled) {
          await open(page, url, path);
          await expectNone(page, path);
        }
        await page.keyboard.press('Control+K');
        await expect(page.getByRole('combobox')).toBeVisible();
        await expectNone(page, 'palette');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectNone(page, 'shortcuts');
      });
    });
  }
}
