import { expect, test, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { ServedStudio } from './studio.ts';
import { smallLayer, trainedRun } from './trained-run.ts';

/** A studio that no page shows, and what it exported. */
let studio: ServedStudio;
let client: StudioClient;
let closeClient: () => void;
let folder: string;
let run: RunRecord;
let file: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kioku-page-'));
  studio = new ServedStudio();
  await studio.start();
  ({ client, close: closeClient } = await openClient(studio.url()));
  run = await trainedRun(client, smallLayer('lstm'), 160);
  file = await exportPage(run.id);
});

test.afterAll(async () => {
  closeClient();
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

async function exportPage(runId: string, name = 'network.html'): Promise<string> {
  let id = '';
  for await (const update of await client.exports.create({ runId, format: 'html' })) {
    if (update.type !== 'exported') continue;
    const { certificate, bytes } = update.export;
    expect(certificate).toMatchObject({ verdict: 'passed', runtime: 'Chromium' });
    expect(bytes).toBeLessThan(2_000_000);
    id = update.export.id;
  }
  const path = join(folder, name);
  const content = await client.exports.read({ exportId: id, offset: 0, length: 4_000_000 });
  writeFileSync(path, new Uint8Array(await content.arrayBuffer()));
  return path;
}

/** Opens the file as it is on a machine that is not on the net. Gives what it asked of the net, and what it complained about. */
async function openOffline(page: Page, address: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith('data:')) complaints.push(`asked for ${url}`);
  });
  page.on('console', (message) => complaints.push(`said ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`failed with ${error.message}`));
  await page.context().setOffline(true);
  await page.goto(address);
  return complaints;
}

test('a network goes on writing without the studio, as it does with it', async ({ page }) => {
  const complaints = await openOffline(page, pathToFileURL(file).href);
  await expect(page).toHaveTitle(`${run.name} · Kioku`);
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByLabel('Prompt').fill('Said Fox 鯨');
  await expect(page.getByText('This model has never seen 鯨')).toBeVisible();
  await page.getByLabel('Prompt').fill('Said Fox ');
  await page.getByLabel('Characters').fill('80');
  await page.getByLabel('Seed', { exact: true }).fill('5');
  await page.getByRole('button', { name: /^Generate/ }).click();
  await expect(page.getByText('80 characters,')).toBeVisible();
  const text = page.getByRole('listbox', { name: /^Generated text/ });
  const first = (await text.textContent()) ?? '';
  let own = 'Said Fox ';
  const off = { topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 64, stopStrings: [] };
  const sampling = { ...off, temperature: 0.8, seed: 5 };
  for await (const update of await client.playground.generate({ runId: run.id, prompt: own, length: 80, sampling })) {
    if (update.type === 'tokens') own += update.tokens.map((token) => token.text).join('');
  }
  expect(first.trim()).toBe(own.trim());

  await page.getByRole('option').nth(3).click();
  const rivals = page.getByRole('dialog');
  await expect(rivals.getByRole('row')).toHaveCount(11); // ten and their heading
  expect(await seriousViolations(page)).toEqual([]);
  await rivals
    .getByRole('button', { name: /^Take .* instead$/ })
    .first()
    .click();
  await expect(page.getByText('80 characters,')).toBeVisible();
  const swapped = (await text.textContent()) ?? '';
  expect(swapped.slice(0, 12)).toBe(first.slice(0, 12));
  expect(swapped[12]).not.toBe(first[12]);

  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.getByRole('button', { name: /^生成/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.getByText('このファイルについて').click();
  await expect(page.getByText('float32（学習したまま）')).toBeVisible();
  const before = await page.locator('html').getAttribute('data-theme');
  await page.getByRole('button', { name: /^テーマ/ }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', before ?? '');
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await seriousViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  // A text that is missing shows its key.
  await expect(page.locator('body')).not.toContainText(/\b(page|playground|actions|settings|fields|terms)\.\w/);
  expect(complaints).toEqual([]);
});

test('writing can be stopped', async ({ page }) => {
  const complaints = await openOffline(page, pathToFileURL(file).href);
  await page.getByLabel('Characters').fill('20000');
  // A small network is faster than the hand of a test, so the page itself presses Stop as soon as there is some text.
  await page.evaluate(() => {
    const buttonNamed = (name: string) =>
      [...document.querySelectorAll('button')].find((button) => button.textContent?.trim().startsWith(name));
    new MutationObserver((_, observer) => {
      if (document.querySelector('[role="option"]') === null) return;
      observer.disconnect();
      buttonNamed('Stop')?.click();
    }).observe(document.body, { childList: true, subtree: true });
    buttonNamed('Generate')?.click();
  });
  await expect(page.getByText(/^[\d,]+ characters, .*; stopped\.$/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a file that was cut off says so', async ({ page }) => {
  const whole = readFileSync(file);
  const cut = join(folder, 'cut.html');
  writeFileSync(cut, whole.subarray(0, whole.length - 1000));
  await page.goto(pathToFileURL(cut).href);
  await expect(page.getByRole('alert')).toContainText('The file may not be complete');
  expect(await seriousViolations(page)).toEqual([]);
});

/** Days with the rhythm of a week. */
const days = Array.from({ length: 90 }, (_, n) => {
  const date = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
  return { date, visits: 500 + n + 100 * ((n % 7) - 3) };
});

test('a forecaster draws what follows a pasted table, as the studio forecasts it', async ({ page }) => {
  const table = ['date,visits', ...days.map(({ date, visits }) => `${date},${visits}`)].join('\n');
  const content = { kind: 'series' as const, time: 'date', predict: ['visits'] };
  const dataset = await client.datasets.import({ name: 'visits.csv', file: new Blob([table]), options: { content } });
  const { id } = await client.runs.start({
    ...{ datasetId: dataset.id, presetId: 'forecaster', horizon: 7 },
    train: { epochs: 2, seed: 1 },
  });
  for await (const { run: now } of await client.runs.watch({ runId: id })) if (now.state === 'finished') break;
  const complaints = await openOffline(page, pathToFileURL(await exportPage(id, 'forecaster.html')).href);
  await page.getByLabel('Table').fill(['visits;date', ...days.map((day) => `${day.visits};${day.date}`)].join('\n'));
  await expect(page.getByRole('img', { name: 'visits, and 7 rows' })).toBeVisible();
  await page.getByLabel('Rows to forecast').fill('9');
  await expect(page.getByRole('row')).toHaveCount(10);
  const { forecasts } = await client.forecasts.forecast({ runId: id, horizon: 9 });
  const shown = await page.getByRole('row').nth(9).getByRole('cell').allTextContents();
  const { time, value } = forecasts[0].points[8];
  expect(shown[0]).toBe(time);
  expect(Math.abs(Number(shown[1].replaceAll(',', '')) / value - 1)).toBeLessThan(1e-3);
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByLabel('Table').fill('date;visits\n2024-01-01;many');
  await expect(page.getByRole('alert')).toContainText('“many” in the column visits');
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.getByLabel('予測する行数')).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
