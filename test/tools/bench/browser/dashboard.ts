/**
 * The dashboard of a run of a million steps: how soon it is there, how smoothly it is pointed at and zoomed, and with
 * `--minutes N` whether the page's memory stays flat while a small network trains at full speed.
 */
import type { Page } from '@playwright/test';
import { parseArgs } from 'node:util';
import { lstm } from '../../../../src-engine/models/default-layers.ts';
import { millionStepRun, storeLongRun } from '../long-run.ts';
import { median } from '../statistics.ts';
import { framesWhile, report, rounded, sweepOver, withWatchedStudio, type WatchedStudio } from './watched-studio.ts';

const { minutes } = parseArgs({
  options: { minutes: { type: 'string', default: '0' }, json: { type: 'boolean' } },
}).values;
const secondsOfEach = 6;
const openings = 7;
const loss = '[role=slider][aria-label^="Place to read in Loss"]';

/** From the click until the curve of all steps has been drawn. */
async function openingMs(page: Page, runId: string): Promise<number> {
  await page.evaluate(() => void (location.hash = '#/runs'));
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  return page.evaluate(
    ({ hash, steps }) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        location.hash = hash;
        const look = () => {
          const chart = document.querySelector('[role=img][aria-label^="Loss"]');
          if (chart?.getAttribute('aria-label')?.includes(`at step ${steps}`) === true) {
            // The next frame shows it.
            requestAnimationFrame(() => resolve(performance.now() - began));
          } else requestAnimationFrame(look);
        };
        look();
      }),
    { hash: `#/runs/${runId}`, steps: '1,000,000' },
  );
}

async function zoomInAndOut(page: Page, seconds: number): Promise<void> {
  const slider = page.locator(loss);
  await slider.focus();
  const until = performance.now() + seconds * 1000;
  const keys = ['+', '+', '+', 'PageUp', 'PageUp', '+', 'PageDown', '-', '-', 'PageUp', '-', '0'];
  for (let n = 0; performance.now() < until; n++) await page.keyboard.press(keys[n % keys.length] ?? '0');
  await page.keyboard.press('0');
}

/** Of the page's objects and of its arrays, in megabytes, after what nobody holds is gone. */
async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  await session.detach();
  return (usedSize + (backingStorageSize ?? 0)) / 2 ** 20;
}

async function heapWhileTraining({ client, page, go }: WatchedStudio, length: number): Promise<void> {
  const [dataset] = await client.datasets.list();
  if (dataset === undefined) throw new Error('There is no dataset.');
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
      layers: [
        { type: 'one_hot' },
        lstm(8),
        { type: 'dense', units: dataset.vocabularySize, kernelInitializer: 'xavier_uniform' },
      ],
    },
    // One step after the other as fast as they go, with hardly anything to compute.
    train: { epochs: 1_000_000, batchSize: 4, sequenceLength: 8 },
  });
  await go(`/runs/${id}`);
  await page.locator(loss).waitFor();
  const heap: number[] = [];
  for (let minute = 1; minute <= length; minute++) {
    await page.waitForTimeout(60_000);
    heap.push(await heapMegabytes(page));
    const { step } = await client.runs.get({ runId: id });
    report({ [`heap after minute ${minute}, step ${step.toLocaleString('en')}`]: `${rounded(heap.at(-1) ?? 0)} MB` });
  }
  await client.runs.stop({ runId: id });
  const early = median(heap.slice(1, 4));
  const late = median(heap.slice(-3));
  report({ 'heap of the last minutes to minutes 2 to 4': rounded(late / early, 3) });
}

await withWatchedStudio(async (watched) => {
  const { page } = watched;
  const times: number[] = [];
  for (let n = 0; n < openings; n++) times.push(await openingMs(page, millionStepRun));
  const hover = await framesWhile(page, () => sweepOver(page, loss, secondsOfEach));
  const zoom = await framesWhile(page, () => zoomInAndOut(page, secondsOfEach));
  report({
    'dashboard of 1,000,000 steps opens in, first time': `${rounded(times[0] ?? 0, 0)} ms`,
    'later (median)': `${rounded(median(times.slice(1)), 0)} ms`,
    'pointing at it': `${rounded(hover.framesPerSecond)} frames/s, longest ${rounded(hover.longestFrameMs, 0)} ms`,
    'zooming and moving': `${rounded(zoom.framesPerSecond)} frames/s, longest ${rounded(zoom.longestFrameMs, 0)} ms`,
  });
  if (Number(minutes) > 0) await heapWhileTraining(watched, Number(minutes));
}, storeLongRun);
