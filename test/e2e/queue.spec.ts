import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import { lstm } from '../../src-engine/models/default-layers.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, sharedTest as test } from './studio.ts';
import { openClient } from './studio-client.ts';

/** A run of one small layer, with a checkpoint every 20 steps. */
async function startRun(
  client: StudioClient,
  { name, epochs, startAt }: { name: string; epochs: number; startAt?: number },
): Promise<RunRecord> {
  const text = 'The crow told the fox what the river had said. '.repeat(100);
  const dataset = await client.datasets.import({ name: 'crow.txt', file: new Blob([text]) });
  return client.runs.start({
    datasetId: dataset.id,
    name,
    ...(startAt !== undefined && { startAt }),
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
      layers: [
        { type: 'one_hot' },
        lstm(8),
        { type: 'dense', units: dataset.vocabularySize, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      epochs,
      batchSize: 4,
      sequenceLength: 20,
      checkpoints: { everyEpoch: false, everySteps: 20, everyMinutes: null, keepLast: 2, keepBest: 1 },
    },
  });
}

test('after a crash the studio asks once whether trainings go on; what waits still waits, until it is told to begin', async ({
  shared,
}) => {
  const { studio, openWindow } = shared;
  const before = await openClient(studio.url());
  // A server goes on unless it is told otherwise; the desktop program begins with a person who has not been asked.
  await before.client.settings.set({ resumeAfterRestart: null });
  const trained = await startRun(before.client, { name: 'Long', epochs: 100_000 });
  const tomorrow = Date.now() + 24 * 60 * 60_000;
  const waiting = await startRun(before.client, { name: 'Short', epochs: 1, startAt: tomorrow });
  await expect
    .poll(async () => (await before.client.runs.get({ runId: trained.id })).checkpointCount)
    .toBeGreaterThan(0);
  before.close();
  await studio.kill();
  await studio.start();

  const page = await openWindow('/runs');
  const long = page.getByRole('row').filter({ hasText: 'Long' });
  const question = page.getByRole('status').filter({ hasText: '“Long” was training when the studio ended.' });
  await expect(question).toBeVisible();
  await expect(long).toContainText('Interrupted');
  expect(await seriousViolations(page)).toEqual([]);
  await question.getByRole('button', { name: 'Go on by themselves' }).click();
  await expect(long).toContainText('Training');
  await expect(question).toBeHidden();
  const queue = page.getByRole('group', { name: 'Queue' });
  await expect(queue).toContainText('1 run waits. None begins before');

  const { client, close } = await openClient(studio.url());
  expect((await client.settings.get()).resumeAfterRestart).toBe(true);
  expect((await client.runs.get({ runId: trained.id })).step).toBeGreaterThanOrEqual(20);
  await page.getByRole('link', { name: 'Short' }).click();
  await page.getByRole('button', { name: 'Begin now' }).click();
  await expect(page.getByRole('button', { name: 'Begin now' })).toBeHidden();
  expect((await client.runs.get({ runId: waiting.id })).state).toBe('queued');
  await client.runs.stop({ runId: trained.id });
  await expect(page.getByText('Finished').first()).toBeVisible();
  close();
});
