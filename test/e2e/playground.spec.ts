import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { savedFile } from './saved-file.ts';
import { expect, test } from './studio.ts';
import { trainedClassifier, trainedRun } from './trained-run.ts';

const openPlayground = (page: Page, runId: string) =>
  page.evaluate((hash) => (location.hash = hash), `#/playground/${runId}`);

test('write, take another character by keyboard, undo, continue, save; travel through the checkpoints', async ({
  page,
  studio,
}) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, lstm(12), 160);
  await openPlayground(page, run.id);
  await page.getByLabel('Prompt').fill('Said Fox ');
  await page.getByLabel('Characters').fill('60');
  await page.getByLabel('Seed', { exact: true }).fill('5');
  await page.getByRole('button', { name: /^Generate/ }).click();
  await expect(page.getByText('60 characters,')).toBeVisible();
  const text = page.getByRole('listbox', { name: /^Generated text/ });
  const first = (await text.textContent()) ?? '';

  await text.focus();
  for (let move = 0; move < 4; move++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const rival = page.getByRole('button', { name: /^Take .* instead$/ }).first();
  await expect(rival).toBeFocused();
  const taken = /^Take (.*) instead$/.exec((await rival.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByText('60 characters,')).toBeVisible();
  const swapped = (await text.textContent()) ?? '';
  expect(swapped.slice(0, 12)).toBe(first.slice(0, 12));
  expect(swapped[12]).toBe({ '␣': ' ', '↵': '\n' }[taken] ?? taken);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(text).toHaveText(first);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('120 characters,')).toBeVisible();
  const given = await savedFile(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
  const saved = readFileSync(given.path, 'utf8');
  expect(saved).toHaveLength('Said Fox '.length + 120);
  expect(saved.startsWith(first.trim())).toBe(true);

  await page.getByRole('button', { name: 'Save tokens and probabilities' }).click();
  const table = await savedFile(page, () => page.getByRole('menuitem', { name: 'Data (CSV)' }).click());
  const [head = ''] = readFileSync(table.path, 'utf8').split('\r\n');
  expect(head).toContain('place,token,probability,rival 1,probability 1');
  await page.getByRole('button', { name: 'Save tokens and probabilities' }).click();
  const picture = await savedFile(page, () => page.getByRole('menuitem', { name: 'Picture (PNG)' }).click());
  const png = readFileSync(picture.path);
  expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);

  await page.getByLabel('Write', { exact: true }).selectOption({ label: 'Time travel: all checkpoints' });
  await page.getByRole('button', { name: /^Generate/ }).click();
  const checkpoints = await client.runs.checkpoints({ runId: run.id });
  const journey = page.getByRole('article');
  await expect(journey).toHaveCount(checkpoints.length);
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeVisible();
  await expect(journey.nth(1).locator('mark').first()).toBeVisible();
  await expect(journey.last()).toContainText('Said Fox');
  expect(await seriousViolations(page)).toEqual([]);
  close();
});

test('a classifier says what it makes of sentences while they are typed', async ({ page, studio }) => {
  const { client, close } = await openClient(studio.url());
  const { id } = await trainedClassifier(client);
  await openPlayground(page, id);
  await page.getByRole('textbox', { name: 'Sentences' }).fill('good fine\nbad sad');
  const { classes, probabilities } = await client.insight.classify({ runId: id, texts: ['good fine', 'bad sad'] });
  for (const [place, text] of ['good fine', 'bad sad'].entries()) {
    const table = page.getByRole('table', { name: `Classes of “${text}”` });
    for (const [index, name] of classes.entries()) {
      const share = `${(100 * (probabilities[place]?.[index] ?? Number.NaN)).toFixed(1)}%`;
      await expect(table.getByRole('row', { name: new RegExp(`^${name}`) })).toContainText(share);
    }
  }
  expect(await seriousViolations(page)).toEqual([]);
  close();
});

test('a wrong label is found in the confusion matrix and mended in a dataset of its own', async ({ page, studio }) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedClassifier(client, [3]);
  const seen = await client.insight.confusion({ runId: run.id });
  await page.evaluate((hash) => (location.hash = hash), `#/playground/${run.id}?view=confusion`);
  const { rows, classes } = seen;
  const wrong = rows.filter(({ actual, predicted }) => actual !== predicted);
  expect(wrong.map(({ row }) => row)).toEqual([3]);
  const right = rows.length - 1;
  await expect(page.getByText(`of ${rows.length} texts that were held back are right`)).toBeVisible();
  const matrix = page.getByRole('table', { name: 'Confusion matrix' });
  await expect(matrix.getByRole('row')).toHaveCount(classes.length + 1);

  await page.getByRole('button', { name: 'Save Confusion matrix' }).click();
  const { path } = await savedFile(page, () => page.getByRole('menuitem', { name: 'Data (CSV)' }).click());
  const table = readFileSync(path, 'utf8').trim().split('\r\n');
  expect(table[0]).toBe(`,${classes.join(',')}`);
  const numbers = table.slice(1).flatMap((line) => line.split(',').slice(1).map(Number));
  expect(numbers.reduce((sum, count) => sum + count, 0)).toBe(right + 1);

  await matrix.getByRole('button', { name: '1 text of good, said to be bad' }).press('Enter');
  const label = page.getByLabel('Label of row 4');
  await expect(label).toHaveValue('good');
  await label.selectOption('bad');
  await expect(page.getByText('1 label corrected.')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save as a new dataset' }).click();
  await page.getByRole('button', { name: 'Train on it again' }).click();
  await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('moods.csv, labels corrected');
  const [mended] = (await client.datasets.list()).toSorted((a, b) => b.createdAt - a.createdAt);
  expect(mended?.name).toBe('moods.csv, labels corrected');
  const now = await client.datasets.rows({ datasetId: mended?.id ?? '', first: 3, count: 1 });
  expect(now.rows[0]?.label).toBe('bad');
  close();
});
