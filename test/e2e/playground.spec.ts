import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';
import { smallLayer, trainedRun } from './trained-run.ts';

const openPlayground = (page: Page, runId: string) =>
  page.evaluate((hash) => (location.hash = hash), `#/playground/${runId}`);

test('write, take another character by keyboard, undo, continue, save; travel through the checkpoints', async ({
  page,
  studio,
}) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, smallLayer('lstm'), 160);
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
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = readFileSync(await (await download).path(), 'utf8');
  expect(saved).toHaveLength('Said Fox '.length + 120);
  expect(saved.startsWith(first.trim())).toBe(true);

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
  const rows = Array.from({ length: 120 }, (_, n) =>
    n % 2 === 0 ? `good fine nice ${n},good` : `bad poor sad ${n},bad`,
  );
  const { importId } = await client.imports.begin({
    name: 'moods.csv',
    files: [{ path: 'moods.csv', bytes: `text,label\n${rows.join('\n')}\n`.length }],
  });
  await client.imports.append({ importId, file: 0, content: new Blob([`text,label\n${rows.join('\n')}\n`]) });
  let datasetId = '';
  const imported = await client.imports.run({
    importId,
    options: { content: { kind: 'labelled', textColumn: 'text', labelColumn: 'label' } },
  });
  for await (const update of imported) if (update.type === 'imported') datasetId = update.dataset.id;
  const layer = { ...smallLayer('lstm'), returnSequences: false };
  const { id } = await client.runs.start({
    datasetId,
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 30 },
      layers: [{ type: 'one_hot' }, layer, { type: 'dense', units: 2, kernelInitializer: 'xavier_uniform' }],
    },
    train: { epochs: 4, batchSize: 12 },
  });
  await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('finished');
  await openPlayground(page, id);
  await page.getByLabel('Sentences').fill('good fine\nbad sad');
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
