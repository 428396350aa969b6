import type { Page } from '@playwright/test';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { expectNoViolations, firstLook, inEither } from './both-looks.ts';
import { dropFiles } from './drop-file.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';
import { trainedClassifier, trainedForecaster, trainedRun } from './trained-run.ts';

const emptyScreens = [
  ...['/start', '/datasets', '/models', '/runs', '/runs/compare', '/playground', '/insight', '/lessons', '/settings'],
  '/nowhere',
];

/**
 * Goes to a screen by way of one that shows nothing, so that axe looks at the screen itself and not at the previous
 * one.
 */
async function open(page: Page, path: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  const nowhere = inEither(({ notFound }) => notFound.title);
  await page.evaluate(() => (location.hash = '/nowhere'));
  await expect(heading).toHaveText(nowhere);
  if (path === '/nowhere') return;
  await page.evaluate((to) => (location.hash = to), path);
  await expect(heading).not.toHaveText(nowhere);
  await expect(heading).toBeVisible();
}

// The report of axe names the places; a trace of all that it looks at would take longer than looking.
test.use({ ...firstLook, trace: 'off' });

test('no serious accessibility violation on any screen of an empty studio, in either theme and language', async ({
  page,
}) => {
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const path of emptyScreens) {
    await open(page, path);
    await expectNoViolations(page, `${path}, empty`);
  }
  await open(page, '/licences');
  await expect(page.locator('summary').first()).toBeVisible();
  await page.locator('summary').first().press('Enter');
  await expectNoViolations(page, '/licences');
});

test('none where data is, where networks are built, trained and compared, and in what opens on these', async ({
  page,
  studio,
}) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, lstm(12));
  const other = await trainedRun(client, lstm(8), 20);
  const file = new Blob([
    'text,label\n',
    ...Array.from({ length: 40 }, (_, n) => `text ${n},${n % 2 ? 'sad' : 'glad'}\n`),
  ]);
  const labelled = await client.datasets.import({ name: 'moods.csv', file });
  for (const { id: runId } of [run, other]) await client.runs.update({ runId, tags: ['sizes'] });
  close();
  const filled = [
    '/start',
    '/datasets',
    ...['content', 'tokens', 'vocabulary'].map((view) => `/datasets/${run.datasetId}?view=${view}`),
    `/datasets/${labelled.id}`,
    '/models/new?template=course-classifier',
    '/runs',
    '/runs/compare',
    `/runs/new?dataset=${run.datasetId}`,
    '/runs/sweep',
    '/runs/sweep/sizes',
    `/runs/compare?runs=${run.id},${other.id}`,
    `/runs/${run.id}`,
  ];
  for (const path of filled) {
    await open(page, path);
    await expectNoViolations(page, path);
  }

  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox')).toBeVisible();
  await expectNoViolations(page, 'palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoViolations(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await open(page, `/runs/${run.id}`);
  const menu = page.getByRole('button', { name: inEither((words) => words.dashboard.more) });
  for (const item of ['extend', 'branch'] as const) {
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: inEither((words) => words.dashboard[item]) }).press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoViolations(page, item);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    // The focus is back on the button that opened the menu.
    await expect(menu).toBeFocused();
  }
  await open(page, '/datasets');
  const paste = page.getByRole('button', { name: inEither((words) => words.datasets.paste) });
  await paste.first().press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoViolations(page, 'a text to paste');
  await page.keyboard.press('Escape');
  await dropFiles(page, { name: 'crow.txt', content: 'The crow told the fox.\r\n'.repeat(50) });
  await expect(page.locator('[role=dialog] button[type=submit]')).toBeFocused();
  await expectNoViolations(page, 'an import');
});

test('none where networks are used and looked into', async ({ page, studio }) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, lstm(12));
  const classifier = await trainedClassifier(client);
  const forecaster = await trainedForecaster(client);
  close();
  const screens = [
    `/playground/${run.id}`,
    `/playground/${classifier.id}`,
    `/playground/${classifier.id}?view=confusion`,
    `/runs/${forecaster.id}`,
    ...['forecast', 'backtest', 'residuals', 'anomalies'].map((view) => `/playground/${forecaster.id}?view=${view}`),
    ...['theatre', 'flow'].map((panel) => `/insight/${forecaster.id}?panel=${panel}`),
    ...['theatre', 'flow', 'cells', 'tokens', 'whatif', 'activations'].map(
      (panel) => `/insight/${run.id}?panel=${panel}`,
    ),
    '/lessons?idea=vanishingGradient',
  ];
  for (const path of screens) {
    await open(page, path);
    await expectNoViolations(page, path);
  }
});
