/** The gate theatre of 512 units over 1,000 characters: frames a second while it is moved, and while checkpoints are scrubbed. */
import { lstm } from '../../../../src-engine/models/default-layers.ts';
import { framesWhile, report, rounded, sweepOver, withWatchedStudio } from './watched-studio.ts';

const units = 512;
const characters = 1000;
const secondsOfEach = 6;
const map = '[role=slider][aria-label*="rows"]';

await withWatchedStudio(async ({ client, page, go }) => {
  const dataset = await client.datasets.importSample({ sampleId: 'moby-dick' });
  const { text } = await client.datasets.preview({ datasetId: dataset.id, characters: 2 * characters });
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
      layers: [
        { type: 'one_hot' },
        lstm(units),
        { type: 'dense', units: dataset.vocabularySize, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      maxSteps: 12,
      batchSize: 8,
      sequenceLength: 25,
      checkpoints: { everyEpoch: false, everySteps: 2, everyMinutes: null, keepLast: 6, keepBest: 1 },
    },
  });
  for await (const { run } of await client.runs.watch({ runId: id })) if (run.state === 'finished') break;
  await go(`/insight/${id}?panel=theatre`);
  await page.getByLabel('Pinned text').fill(text.slice(0, characters));
  await page.getByRole('button', { name: 'Pin' }).click();
  await page.locator(`[role=slider][aria-label*="${units} rows, ${characters} columns"]`).waitFor();

  const hover = await framesWhile(page, () => sweepOver(page, map, secondsOfEach));
  await page.locator(map).focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press('+');
  const pan = await framesWhile(page, () => sweepOver(page, map, secondsOfEach, true));
  let scrubbed = 0;
  const scrub = await framesWhile(page, async () => {
    await page.getByRole('slider', { name: 'Checkpoint' }).focus();
    const until = performance.now() + secondsOfEach * 1000;
    for (; performance.now() < until; scrubbed++) {
      await page.keyboard.press(Math.floor(scrubbed / 5) % 2 === 0 ? 'ArrowLeft' : 'ArrowRight');
    }
  });
  const told = (name: string, { framesPerSecond, longestFrameMs }: typeof pan) => ({
    [name]: `${rounded(framesPerSecond)} frames/s, longest ${rounded(longestFrameMs, 0)} ms`,
  });
  report({
    ...told(`theatre of ${units} units × ${characters} characters, pointing`, hover),
    ...told('moving', pan),
    ...told(`scrubbing (${rounded(scrubbed / secondsOfEach, 0)} checkpoints a second)`, scrub),
  });
});
