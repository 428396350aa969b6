/** The playground with as many texts as there can be, each very long: frames a second while they are written, and while they are scrolled. */
import { mostContinuations } from '../../../../src-main/contract/writing/writing-limits.ts';
import { framesWhile, report, rounded, withWatchedStudio, type FrameRate } from './watched-studio.ts';

const characters = 20_000;
const secondsOfEach = 6;

await withWatchedStudio(async ({ client, page, go }) => {
  const dataset = await client.datasets.importSample({ sampleId: 'moby-dick' });
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    presetId: 'char-rnn-s',
    train: { maxSteps: 200 },
  });
  for await (const { run } of await client.runs.watch({ runId: id })) if (run.state === 'finished') break;
  await go(`/playground/${id}`);
  await page.getByLabel('Write', { exact: true }).selectOption('many');
  await page.getByLabel('Texts', { exact: true }).fill(String(mostContinuations));
  await page.getByLabel('Characters').fill(String(characters));
  await page.getByRole('button', { name: /^Generate/ }).click();
  await page.getByRole('article').first().waitFor();

  const told = (name: string, { framesPerSecond, longestFrameMs }: FrameRate) => ({
    [name]: `${rounded(framesPerSecond)} frames/s, longest ${rounded(longestFrameMs, 0)} ms`,
  });
  const list = page.getByRole('list', { name: 'Text' });
  const scroll = async () => {
    const box = await list.boundingBox();
    if (box === null) throw new Error('There are no texts.');
    await page.mouse.move(box.x + box.width / 2, 600);
    const until = performance.now() + secondsOfEach * 1000;
    for (let n = 0; performance.now() < until; n++) await page.mouse.wheel(0, n % 40 < 30 ? 200 : -400);
  };
  const begun = await framesWhile(page, () => page.waitForTimeout(secondsOfEach * 1000));
  await page.waitForFunction(
    (most) =>
      Math.max(...[...document.querySelectorAll('article')].map(({ textContent }) => textContent.length)) > most,
    characters / 2,
    { polling: 1000, timeout: 600_000 },
  );
  const grown = await framesWhile(page, () => page.waitForTimeout(secondsOfEach * 1000));
  const whileWritten = await framesWhile(page, scroll);
  await page.getByText(/a second\.$/).waitFor({ timeout: 600_000 });
  const written = await framesWhile(page, scroll);
  report({
    ...told(`${mostContinuations} texts of ${characters} characters: while the first are written`, begun),
    ...told('while the last are written', grown),
    ...told('scrolled meanwhile', whileWritten),
    ...told('scrolled when they are whole', written),
  });
});
