import type { Page } from '@playwright/test';
import { dropFile } from './drop-file.ts';
import { startTraining } from './start-training.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';

const palette = (page: Page) => page.getByRole('combobox', { name: 'Go anywhere, do anything' });

test('goes anywhere by keys alone, and the focus follows', async ({ page, studio }) => {
  expect(studio.url()).toContain('127.0.0.1');
  await page.keyboard.press('Control+K');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type('れっすん');
  await expect(page.getByRole('option', { name: /^Lessons/ })).toHaveAttribute('data-highlighted', '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeFocused();
  await expect(page).toHaveTitle('Lessons · Kioku Studio');

  await page.keyboard.press('Control+K');
  await expect(page.getByRole('option').first()).toContainText('Lessons');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeFocused();

  await page.getByRole('link', { name: 'Build the pair: RNN and LSTM on one text' }).click();
  await expect(page.locator('[data-stack]')).toContainText('SimpleRNN');
});

test('the keys are listed on ?, but not while somebody types', async ({ page, studio }) => {
  expect(studio.url()).toContain('127.0.0.1');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.goto(new URL('/#/runs/new', studio.url()).href);
  const name = page.getByRole('textbox', { name: 'Name (optional)' });
  await name.focus();
  await page.keyboard.type('Why? ');
  await expect(name).toHaveValue('Why? ');
  await expect(sheet).toBeHidden();
});

test('Space pauses and resumes the run of the page, and the status bar does it from anywhere', async ({
  page,
  studio,
}) => {
  expect(studio.url()).toContain('127.0.0.1');
  await startTraining(page, 4000);
  await expect(page.getByRole('contentinfo')).toContainText('Training');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Lessons' }).click();
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Pause/ })
    .click();
  await expect(page.getByRole('contentinfo')).toContainText('Ready');
});

test('an address that leads nowhere helps on, and the gallery is not for everybody', async ({ page, studio }) => {
  for (const path of ['/nowhere', '/gallery']) {
    await page.goto(new URL(`/#${path}`, studio.url()).href);
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  }
  await page.getByRole('main').getByRole('link', { name: 'Models' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
});

/** From now on, every task that keeps the main thread for more than 50 ms, in milliseconds. */
async function observeLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(window, { longTasks: durations });
    new PerformanceObserver((list) => durations.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  return () => page.evaluate(() => Reflect.get(window, 'longTasks') as number[]);
}

test('the window never blocks while a text is imported and a network trains', async ({ page, studio }) => {
  const longTasks = await observeLongTasks(page);
  const lines = Array.from(
    { length: 40_000 },
    (_, n) => `On day ${n} the crow told the fox what the river had said.\n`,
  );
  await dropFile(page, 'long.txt', lines.join(''));
  await expect(page.getByRole('heading', { level: 1, name: 'long.txt' })).toBeVisible();
  const atImport = (await longTasks()).length;

  const { client, close } = await openClient(studio.url());
  const [dataset] = await client.datasets.list();
  const run = await client.runs.start({
    datasetId: dataset.id,
    presetId: 'char-rnn-s',
    train: { epochs: 100, threads: 1 },
  });
  await page.evaluate((id) => (location.hash = `#/runs/${id}`), run.id);
  await expect(page.getByRole('img', { name: /^Loss/ })).toBeVisible();
  await expect
    .poll(async () => (await client.runs.get({ runId: run.id })).elapsedMs, { timeout: 90_000 })
    .toBeGreaterThan(15_000);
  const all = await longTasks();
  await client.runs.stop({ runId: run.id });
  close();

  const longest = (durations: number[]) => Math.max(0, ...durations);
  console.log(
    `Longest task on the main thread: ${longest(all.slice(0, atImport))} ms while importing, ${longest(all.slice(atImport))} ms while training ` +
      '(0: none above 50 ms)',
  );
  expect(longest(all)).toBeLessThanOrEqual(100);
});
