import type { Page } from '@playwright/test';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';
import { trainedClassifier, trainedForecaster, trainedRun } from './trained-run.ts';

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

for (const [colorScheme, locale, words] of [
  ['dark', 'en-US', en],
  ['light', 'ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ colorScheme, locale });

    test(`no serious accessibility violation on any screen, ${colorScheme}, ${locale}`, async ({ page, studio }) => {
      const url = studio.url();
      await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
      for (const path of emptyScreens) {
        await open(page, url, path);
        await expectNone(page, `${path}, empty`);
      }
      await open(page, url, '/licences');
      await expect(page.getByRole('heading', { name: words.licences.packages })).toBeVisible();
      await page.locator('summary').first().press('Enter');
      await expectNone(page, '/licences');
      const { client, close } = await openClient(url);
      const run = await trainedRun(client, lstm(12));
      const other = await trainedRun(client, lstm(8), 20);
      const classifier = await trainedClassifier(client);
      const forecaster = await trainedForecaster(client);
      await client.runs.update({ runId: run.id, tags: ['sizes'] });
      await client.runs.update({ runId: other.id, tags: ['sizes'] });
      close();
      const filled = [
        '/datasets',
        ...['content', 'tokens', 'vocabulary'].map((view) => `/datasets/${run.datasetId}?view=${view}`),
        `/datasets/${classifier.datasetId}`,
        '/models/new?template=course-classifier',
        '/runs',
        `/runs/new?dataset=${run.datasetId}`,
        '/runs/sweep',
        '/runs/sweep/sizes',
        `/runs/compare?runs=${run.id},${other.id}`,
        `/runs/${run.id}`,
        `/playground/${run.id}`,
        `/playground/${classifier.id}`,
        `/playground/${classifier.id}?view=confusion`,
        `/runs/${forecaster.id}`,
        ...['forecast', 'backtest', 'residuals', 'anomalies'].map(
          (view) => `/playground/${forecaster.id}?view=${view}`,
        ),
        ...['theatre', 'flow'].map((panel) => `/insight/${forecaster.id}?panel=${panel}`),
        ...['theatre', 'flow', 'cells', 'whatif', 'activations'].map((panel) => `/insight/${run.id}?panel=${panel}`),
        '/lessons?idea=gates',
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

      await open(page, url, `/runs/${run.id}`);
      const menu = page.getByRole('button', { name: words.dashboard.more });
      for (const item of [words.dashboard.extend, words.dashboard.branch]) {
        await menu.press('Enter');
        await page.getByRole('menuitem', { name: item }).press('Enter');
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectNone(page, item);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        // Back where it came from.
        await expect(menu).toBeFocused();
      }
      await open(page, url, '/datasets');
      await page.getByRole('button', { name: words.datasets.paste }).first().press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNone(page, 'a text to paste');
      await page.keyboard.press('Escape');
      await dropFiles(page, { name: 'crow.txt', content: 'The crow told the fox.\r\n'.repeat(50) });
      await expect(page.locator('[role=dialog] button[type=submit]')).toBeFocused();
      await expectNone(page, 'an import');
    });
  });
}
