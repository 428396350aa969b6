/** How soon after the click the playground shows the first character of model M, alone and beside a training, and what training loses by it. */
import type { Page } from '@playwright/test';
import type { StudioClient } from '../../../../src-main/contract/contract.ts';
import { median } from '../statistics.ts';
import { report, rounded, withWatchedStudio } from './watched-studio.ts';

const clicks = 15;

/** From the click to the first character in the page. */
async function firstTokenMs(page: Page): Promise<number> {
  const waiting = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let clicked = Infinity;
        addEventListener('click', (event) => (clicked = event.timeStamp), { capture: true, once: true });
        new MutationObserver((_, observer) => {
          const [first] = document.querySelectorAll('#token-0');
          if (clicked === Infinity || first === undefined || first === seen) return;
          observer.disconnect();
          resolve(performance.now() - clicked);
        }).observe(document.body, { childList: true, subtree: true });
        const seen = document.querySelector('#token-0');
      }),
  );
  await page.getByRole('button', { name: /^Generate/ }).click();
  const elapsed = await waiting;
  await page.getByText(/length reached/).waitFor();
  return elapsed;
}

async function several(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < clicks; n++) times.push(await firstTokenMs(page));
  return times;
}

/** Longest time between two steps, in milliseconds of training. */
async function longestStepMs(client: StudioClient, runId: string, afterStep: number): Promise<number> {
  const { steps } = await client.runs.metrics({ runId, afterStep, maxPoints: 20_000 });
  return Math.max(...steps.slice(1).map(({ elapsedMs }, index) => elapsedMs - (steps[index]?.elapsedMs ?? elapsedMs)));
}

await withWatchedStudio(async ({ client, page, go }) => {
  const dataset = await client.datasets.importSample({ sampleId: 'moby-dick' });
  const start = (maxSteps: number | null) =>
    client.runs.start({ datasetId: dataset.id, presetId: 'char-rnn-m', train: { maxSteps } });
  const { id: runId } = await start(3);
  for await (const { run } of await client.runs.watch({ runId })) if (run.state === 'finished') break;
  await go(`/playground/${runId}`);
  await page.getByLabel('Characters').fill('200');
  const cold = await firstTokenMs(page);
  const alone = await several(page);

  const { id: trainedId } = await start(null);
  for await (const { run } of await client.runs.watch({ runId: trainedId })) if (run.step >= 10) break;
  const before = (await client.runs.get({ runId: trainedId })).step;
  const undisturbed = await longestStepMs(client, trainedId, 0);
  const beside = await several(page);
  const disturbed = await longestStepMs(client, trainedId, before);
  const errors = await page.getByRole('alert').count();
  const { state } = await client.runs.get({ runId: trainedId });
  await client.runs.stop({ runId: trainedId });
  const told = (times: readonly number[]) => `${rounded(median(times))} ms (worst ${rounded(Math.max(...times))} ms)`;
  report({
    'first character of M after the click, first time': `${rounded(cold)} ms`,
    'later (median)': told(alone),
    'while another M trains (median)': told(beside),
    'longest training step before': `${rounded(undisturbed, 0)} ms`,
    'longest training step while texts are written': `${rounded(disturbed, 0)} ms`,
    'errors shown, and the state of the training': `${errors}, ${state}`,
  });
});
