import type { Page } from '@playwright/test';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import { restingBox } from './hands.ts';
import { openClient } from './studio-client.ts';
import { smallLayer } from './trained-run.ts';
import { seriousViolations } from './serious-violations.ts';
import { expect, test } from './studio.ts';

const text = Array.from({ length: 240 }, (_, n) => `Said Fox ${n % 7}: "no (but so) it is."\n`).join('');

/** Starts a run whose steps are so large that they throw its network about. */
async function faultyRun(client: StudioClient): Promise<RunRecord> {
  const dataset = await client.datasets.import({ name: 'fox.txt', file: new Blob([text]) });
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    name: 'far too fast',
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
      layers: [
        { type: 'one_hot' },
        smallLayer('lstm'),
        { type: 'dense', units: dataset.vocabularySize, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      epochs: 6,
      batchSize: 8,
      sequenceLength: 20,
      validationFraction: 0.1,
      optimizer: { type: 'adam', learningRate: 3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    },
  });
  await expect.poll(async () => (await client.runs.get({ runId: id })).outcome).not.toBeNull();
  return client.runs.get({ runId: id });
}

const words = {
  'en-US': {
    title: 'Doctor',
    claim: 'The learning rate is too high',
    fix: /Learning rate 3 →/,
    place: /^Loss, steps/,
    compare: /^Compare with/,
  },
  'ja-JP': {
    title: '診断',
    claim: '学習率が高すぎます',
    fix: /学習率 3 →/,
    place: /^損失、ステップ/,
    compare: /と比べる$/,
  },
};

/** Returns how far what is around the page has moved, or could be moved. */
function scrolledAround(): number {
  return [document.documentElement, document.body, ...document.querySelectorAll('#app')].reduce((sum, each) => {
    each.scrollTop += 1000;
    return sum + each.scrollTop;
  }, 0);
}

async function fixes(page: Page, client: StudioClient, said: (typeof words)[keyof typeof words]): Promise<void> {
  const run = await faultyRun(client);
  await page.goto(new URL(`#/runs/${run.id}`, page.url()).href);
  const card = page.getByRole('region', { name: said.title, exact: true });
  const finding = card.locator('[data-finding="learning-rate-too-high"]');
  await expect(finding.getByRole('heading')).toContainText(said.claim);

  // The loss shows the place of the fault, for the pointer and for the keyboard.
  const region = page.locator('[data-chart="loss"] [data-region]');
  await expect(region).toHaveCount(0);
  await restingBox(finding);
  await finding.hover();
  await expect(region).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(region).toHaveCount(0);
  const fix = finding.getByRole('button', { name: said.fix });
  await fix.focus();
  await expect(region).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);

  // Bringing the place into view scrolls the page, and never what is around it.
  await finding.getByRole('button', { name: said.place }).click();
  await expect(region).toBeInViewport();
  expect(await page.evaluate(scrolledAround)).toBe(0);

  await fix.press('Enter');
  await page.waitForURL(/#\/runs\/compare\?runs=/);
  const [before = '', after = ''] = new URL(page.url()).hash.split('runs=')[1]?.split(/,|%2C/) ?? [];
  expect(before).toBe(run.id);
  const fixed = await client.runs.get({ runId: after });
  expect(fixed.train.optimizer.learningRate).toBeLessThan(run.train.optimizer.learningRate / 2);
  // While it trains, the status bar leads to it too.
  await expect(page.getByRole('main').getByRole('link', { name: fixed.name, exact: true })).toBeVisible();

  await page.goBack();
  await expect(finding.getByRole('link', { name: said.compare })).toBeVisible();
}

for (const [locale, said] of Object.entries(words)) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a training with far too high a rate is found out, mended, and seen beside the original', async ({
      page,
      studio,
    }) => {
      const { client, close } = await openClient(studio.url());
      await fixes(page, client, said);
      close();
    });
  });
}
