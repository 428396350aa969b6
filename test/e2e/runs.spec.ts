import { embedding, lstm } from '../../src-engine/models/default-layers.ts';
import { seriousViolations } from './serious-violations.ts';
import { startTraining } from './start-training.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';

test('a sweep is ranked, its runs are compared, filtered, and deleted with undo', async ({ page, studio }) => {
  await startTraining(page, 1);
  await expect(page.getByText('Finished').first()).toBeVisible();
  const address = (path: string) => new URL(`/#${path}`, studio.url()).href;

  await page.goto(address('/runs/sweep'));
  await page.getByLabel('Name of the sweep').fill('two rates');
  await page.getByLabel('Epochs', { exact: true }).fill('1');
  await page.getByLabel('Learning rate', { exact: true }).fill('0.0005, 0.005');
  await page.getByLabel('Units', { exact: true }).fill('16');
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start the sweep' }).click();
  await expect(page.getByText(/^Best with Learning rate [\d.]+: loss [\d.]+\. The other is/)).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  await page.goto(address('/runs'));
  await page.getByLabel('Filter by words').fill('two rates');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByLabel('Select all runs').check();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Compare' }).click();
  const settings = page.getByRole('region', { name: 'Settings and results' }).first();
  await expect(settings.getByRole('row', { name: /^Learning rate/ })).toBeVisible();
  await expect(settings.getByRole('row', { name: /^Batch size/ })).toBeHidden();
  await page.getByLabel('Also what is the same').check();
  await expect(settings.getByRole('row', { name: /^Batch size/ })).toBeVisible();
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Write', exact: true })).toBeEnabled();
  expect(await seriousViolations(page)).toEqual([]);

  await page.goto(address('/runs'));
  const rows = page.getByRole('row');
  await expect(rows).toHaveCount(4);
  await page
    .getByLabel(/^Select LR/)
    .first()
    .check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(4);

  await page
    .getByLabel(/^Select LR/)
    .first()
    .check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect(rows).toHaveCount(3);
});

test('runs that cut a text into different tokens are compared by the character', async ({ page, studio }) => {
  const { client, close } = await openClient(studio.url());
  const text = 'a whale swims under the moon, and nobody knows why. '.repeat(60);
  const { id: datasetId } = await client.datasets.import({ name: 'Whale', file: new Blob([text]) });
  const tokenizers = [
    { type: 'character', minimumFrequency: 1 },
    { type: 'word', minimumFrequency: 1, locale: 'en' },
  ] as const;
  for (const tokenizer of tokenizers) {
    const { id: runId } = await client.runs.start({
      datasetId,
      name: tokenizer.type,
      tokenizer,
      presetId: null,
      model: {
        task: 'language-model',
        input: { kind: 'tokens', vocabularySize: 2 },
        layers: [embedding(4), lstm(8), { type: 'dense', units: 2, kernelInitializer: 'xavier_uniform' }],
      },
      train: { epochs: 1, batchSize: 4, sequenceLength: 10 },
    });
    await client.runs.update({ runId, tags: ['tokens'] });
    await expect.poll(async () => (await client.runs.get({ runId })).state).toBe('finished');
  }
  close();
  await page.goto(new URL('/#/runs/sweep/tokens', studio.url()).href);
  await expect(page.getByText(/^Best with .*: [\d.]+ bits per character\. The other is/)).toBeVisible();
  await page.getByRole('button', { name: 'Compare the best' }).click();
  const settings = page.getByRole('region', { name: 'Settings and results' }).first();
  await expect(settings.getByRole('row', { name: /^Bits per character.*the best/ })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});

test('early stopping without validation is mended by a button', async ({ page, studio }) => {
  const { client, close } = await openClient(studio.url());
  await client.datasets.import({ name: 'Whale', file: new Blob(['a whale swims. '.repeat(400)]) });
  close();
  await page.goto(new URL('/#/runs/new', studio.url()).href);
  await page.getByRole('button', { name: 'Advanced settings' }).click();
  await page.getByLabel('Early stopping after epochs').fill('3');
  await page.getByLabel('Validation share (%)').fill('0');
  await expect(page.getByText('nothing is held back for validation')).toBeVisible();
  const start = page.getByRole('button', { name: 'Start training' });
  await expect(start).toBeDisabled();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hold back 10 %' }).click();
  await expect(page.getByLabel('Validation share (%)')).toHaveValue('10');
  await expect(start).toBeEnabled();
});
