import type { FullProject, Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import { isLongForm } from '../config/long-forms.ts';
import { dropFiles } from './drop-file.ts';
import { isDesktop } from './desktop/desktop-studio.ts';
import { savedFile } from './saved-file.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, ServedStudio, test } from './studio.ts';
import { smallLayer, trainedRun } from './trained-run.ts';

/** A text of the interface, with its values. */
const fill = (text: string, values: Record<string, string>) =>
  Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, value), text);

/** A run that is half-way: it has checkpoints, and training would go on. */
async function pausedRun(client: StudioClient): Promise<RunRecord> {
  const { datasetId, model, train } = await trainedRun(client, smallLayer('lstm'));
  const { id } = await client.runs.start({
    datasetId,
    name: 'fox',
    model,
    train: { ...train, maxSteps: 1_000_000, epochs: 100_000 },
  });
  for await (const { run } of await client.runs.watch({ runId: id })) if (run.step > 60) break;
  await client.runs.pause({ runId: id });
  await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('paused');
  return client.runs.get({ runId: id });
}

async function openRun(page: Page, runId: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/runs/${runId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'fox' })).toBeVisible();
}

/** The label of the button that hands a file over. */
const givingIn = ({ name }: FullProject) => (isDesktop(name) ? 'saveAs' : 'download');

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

for (const [locale, say] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ locale });

    test(`every format is written, checked and saved; the bundle goes on in another studio, ${locale}`, async ({
      page,
      studio,
      browser,
    }, { project }) => {
      const giving = givingIn(project);
      const { client, close } = await openClient(studio.url());
      const run = await pausedRun(client);
      await openRun(page, run.id);
      await page.getByRole('button', { name: say.exports.open, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: fill(say.exports.title, { name: 'fox' }) });
      await expect(dialog).toBeVisible();

      let bundle = Buffer.alloc(0);
      const formats = await client.exports.formats({ runId: run.id });
      expect(formats.map(({ id }) => id)).toEqual(expect.arrayContaining(['kioku', 'csv']));
      // In short, the second language writes the bundle, a table and a network: what else a format says is looked up in the same way.
      const written = formats.filter(
        ({ id }) => isLongForm || locale === 'en-US' || ['kioku', 'csv', 'onnx'].includes(id),
      );
      for (const { id } of written) {
        await test.step(id, async () => {
          await dialog.locator(`input[value=${id}]`).check({ force: true });
          await expect(dialog.getByRole('region', { name: say.exports.formats[id].name })).toContainText(
            say.exports.formats[id].use,
          );
          if (id === 'kioku') await dialog.getByRole('checkbox').last().check();
          await dialog.getByRole('button', { name: say.exports.write, exact: true }).click();
          const certificate = dialog.getByRole('article', { name: say.exports.certificate });
          await expect(certificate).toBeVisible();
          await expect(certificate).not.toContainText(say.exports.verdicts.failed);
          expect(await seriousViolations(page)).toEqual([]);

          const [exported] = await client.exports.list({ runId: run.id });
          expect(exported?.format).toBe(id);
          const give = dialog.getByRole('button', { name: say.exports[giving], exact: true });
          const saved = await savedFile(page, () => give.click());
          expect(saved.name).toBe(exported?.fileName);
          const bytes = readFileSync(saved.path);
          expect(hashOf(bytes)).toBe(exported?.sha256);
          await expect(certificate.getByLabel('SHA-256', { exact: true })).toHaveValue(hashOf(bytes));
          if (id === 'kioku') bundle = bytes;
          await dialog.getByRole('button', { name: say.exports.another }).click();
        });
      }
      expect(await seriousViolations(page)).toEqual([]);
      close();

      const elsewhere = new ServedStudio();
      await elsewhere.start();
      try {
        const there = await (await browser.newContext({ locale })).newPage();
        await there.goto(elsewhere.url());
        await there.evaluate(() => (location.hash = '#/runs'));
        await there
          .locator(`input[type=file][aria-label="${say.modelImport.chooseFile}"]`)
          .setInputFiles({ name: 'fox.kioku', mimeType: 'application/zip', buffer: bundle });
        const imported = there.getByRole('dialog', { name: fill(say.modelImport.title, { name: 'fox.kioku' }) });
        await expect(imported).toContainText('LSTM 12');
        await expect(imported).toContainText(say.modelImport.text.inside);
        expect(await seriousViolations(there)).toEqual([]);
        const line = await openClient(elsewhere.url());
        expect(await line.client.runs.list()).toEqual([]);
        await imported.getByRole('button', { name: say.modelImport.import, exact: true }).click();
        await imported.getByRole('button', { name: say.modelImport.openRun }).click();
        await expect(there.getByRole('heading', { level: 1, name: 'fox' })).toBeVisible();

        const [arrived] = await line.client.runs.list();
        expect(arrived).toMatchObject({ name: 'fox', step: run.step, state: 'interrupted' });
        await there.getByRole('button', { name: say.dashboard.resume, exact: true }).click();
        await expect.poll(async () => (await line.client.runs.list())[0]?.step).toBeGreaterThan(run.step);
        line.close();
      } finally {
        await elsewhere.close();
      }
    });
  });
}

test('by keys alone: from the palette to the saved file, and back', async ({ page, studio }, { project }) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, smallLayer('gru'));
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox', { name: 'Go anywhere, do anything' })).toBeFocused();
  await page.keyboard.type('export run');
  // It is offered once the window has heard that the run has something to export.
  await expect(page.getByRole('option', { name: /^Export run…/ })).toHaveAttribute('data-highlighted', '');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Export ${run.name}` });
  const radios = dialog.getByRole('radio');
  await expect(radios.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('radio', { name: 'Metrics table' })).toBeFocused();
  await expect(dialog.getByRole('radio', { name: 'Metrics table' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: en.exports[givingIn(project)], exact: true })).toBeFocused();
  const saved = await savedFile(page, () => page.keyboard.press('Enter'));
  const [exported] = await client.exports.list({ runId: run.id });
  expect(hashOf(readFileSync(saved.path))).toBe(exported?.sha256);

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.evaluate(() => (location.hash = '#/runs'));
  const menu = page.getByRole('button', { name: `Actions for ${run.name}` });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: `Delete ${exported?.fileName}` }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  expect(await client.exports.list({ runId: run.id })).toEqual([]);
  close();
});

test('a damaged bundle that is dropped says what is wrong with it, and nothing of it is kept', async ({
  page,
  studio,
}) => {
  const { client, close } = await openClient(studio.url());
  const run = await trainedRun(client, smallLayer('lstm'));
  let id = '';
  for await (const update of await client.exports.create({ runId: run.id, format: 'kioku' })) {
    if (update.type === 'exported') id = update.export.id;
  }
  const whole = Buffer.from(
    await (await client.exports.read({ exportId: id, offset: 0, length: 2 ** 24 })).arrayBuffer(),
  );
  const turned = Buffer.from(whole);
  const tensor = whole.indexOf('tensors/') + 64 + 8 + 40;
  turned.writeUInt8(turned.readUInt8(tensor) ^ 1, tensor);

  await dropFiles(page, { name: 'short.kioku', content: [...whole.subarray(0, whole.length / 2)] });
  const short = page.getByRole('dialog', { name: 'Import short.kioku' });
  await expect(short.getByRole('alert')).toContainText('nothing of it was imported');
  await expect(short.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(short).toBeHidden();

  await dropFiles(page, { name: 'turned.kioku', content: [...turned] });
  const dialog = page.getByRole('dialog', { name: 'Import turned.kioku' });
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('nothing of it was imported');
  expect(await seriousViolations(page)).toEqual([]);
  expect(await client.runs.list()).toHaveLength(1);
  expect(await client.datasets.list()).toHaveLength(1);
  close();
});
