import type { Page } from '@playwright/test';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { Messages } from '../../src-renderer/locales/messages.ts';
import { dropFiles } from './drop-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';
import { trainedClassifier, trainedForecaster, trainedRun } from './trained-run.ts';

const emptyScreens = [
  ...['/start', '/datasets', '/models', '/runs', '/runs/compare', '/playground', '/insight', '/lessons', '/settings'],
  '/nowhere',
];

const looks = [
  { colorScheme: 'dark', language: 'en', words: en },
  { colorScheme: 'light', language: 'ja', words: ja },
] as const;

/** Goes to a screen by way of one that has nothing, so that it is the screen itself that is looked at and not the one before. */
async function open(page: Page, path: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  const nowhere = new RegExp(looks.map(({ words }) => words.notFound.title).join('|'));
  await page.evaluate(() => (location.hash = '/nowhere'));
  await expect(heading).toHaveText(nowhere);
  if (path === '/nowhere') return;
  await page.evaluate((to) => (location.hash = to), path);
  await expect(heading).not.toHaveText(nowhere);
  await expect(heading).toBeVisible();
}

/** Shows the screen in the other theme and language, whatever is open on it. */
async function changeLook(page: Page): Promise<void> {
  const shown = await page.locator('html').getAttribute('lang');
  const look = shown === 'en' ? looks[1] : looks[0];
  await page.emulateMedia({ colorScheme: look.colorScheme });
  // Also where a dialog keeps the pointer to itself.
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('footer button')];
    buttons.find(({ textContent }) => /^(EN|JA)$/.test(textContent.trim()))?.click();
  });
  await expect(page.locator('html')).toHaveAttribute('lang', look.language);
  await expect(page.locator('html')).toHaveAttribute('data-theme', look.colorScheme);
}

/** Looks at the screen in both themes, each with a language of its own, and leaves it in the other one. */
async function expectNone(page: Page, screen: string): Promise<void> {
  await expectNoneNow(page, screen);
  await changeLook(page);
  await expectNoneNow(page, screen);
}

async function expectNoneNow(page: Page, screen: string): Promise<void> {
  const language = await page.locator('html').getAttribute('lang');
  expect((await seriousViolations(page)).map((told) => `${screen}, ${language}: ${told}`)).toEqual([]);
}

test.use({ colorScheme: 'dark', locale: 'en-US' });

test('no serious accessibility violation on any screen, in either theme and language', async ({ page, studio }) => {
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const path of emptyScreens) {
    await open(page, path);
    await expectNone(page, `${path}, empty`);
  }
  await open(page, '/licences');
  await expect(page.locator('summary').first()).toBeVisible();
  await page.locator('summary').first().press('Enter');
  await expectNone(page, '/licences');

  const { client, close } = await openClient(studio.url());
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
    '/start',
    '/runs',
    '/runs/compare',
    `/runs/new?dataset=${run.datasetId}`,
    '/runs/sweep',
    '/runs/sweep/sizes',
    `/runs/compare?runs=${run.id},${other.id}`,
    `/runs/${run.id}`,
    `/playground/${run.id}`,
    `/playground/${classifier.id}`,
    `/playground/${classifier.id}?view=confusion`,
    `/runs/${forecaster.id}`,
    ...['forecast', 'backtest', 'residuals', 'anomalies'].map((view) => `/playground/${forecaster.id}?view=${view}`),
    ...['theatre', 'flow'].map((panel) => `/insight/${forecaster.id}?panel=${panel}`),
    ...['theatre', 'flow', 'cells', 'whatif', 'activations'].map((panel) => `/insight/${run.id}?panel=${panel}`),
    '/lessons?idea=gates',
  ];
  for (const path of filled) {
    await open(page, path);
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
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await open(page, `/runs/${run.id}`);
  const either = (of: (words: Messages) => string) =>
    new RegExp(`^(${looks.map(({ words }) => of(words)).join('|')})$`);
  const menu = page.getByRole('button', { name: either((words) => words.dashboard.more) });
  for (const item of ['extend', 'branch'] as const) {
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: either((words) => words.dashboard[item]) }).press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNone(page, item);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    // Back where it came from.
    await expect(menu).toBeFocused();
  }
  await open(page, '/datasets');
  await page
    .getByRole('button', { name: either((words) => words.datasets.paste) })
    .first()
    .press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNone(page, 'a text to paste');
  await page.keyboard.press('Escape');
  await dropFiles(page, { name: 'crow.txt', content: 'The crow told the fox.\r\n'.repeat(50) });
  await expect(page.locator('[role=dialog] button[type=submit]')).toBeFocused();
  await expectNone(page, 'an import');
});
