/** A cold start of `kioku serve` with a thousand runs stored: from the start of its process to the first paint, and until the runs are listed. */
import type { Browser } from '@playwright/test';
import { storeRuns } from '../long-run.ts';
import { median } from '../statistics.ts';
import { builtStudio } from '../../../../src-main/cli/desktop/studio-build.ts';
import { withStudio } from '../../../../src-main/cli/studio/with-studio.ts';
import { openStore } from '../../../../src-main/db/open-store.ts';
import { ServedStudio } from '../../../e2e/studio.ts';
import { launchBrowser, report, rounded } from './watched-studio.ts';

const runs = 1000;
const stepsOfEach = 1000;
const starts = 9;

/** Milliseconds after the start of the process. */
interface ColdStart {
  listening: number;
  firstPaint: number;
  listed: number;
}

async function fill(dataDir: string): Promise<void> {
  await withStudio({ 'data-dir': dataDir }, ({ client }) => client.datasets.importSample({ sampleId: 'brackets' }));
  const store = await openStore(dataDir);
  storeRuns(store, new Array<number>(runs).fill(stepsOfEach));
  await store.close();
}

/** A new process, and a browser that has never seen the studio; both clocks are the machine's. */
async function coldStart(studio: ServedStudio, browser: Browser): Promise<ColdStart> {
  // A person's browser is there already.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const began = Date.now();
  await studio.start();
  const listening = Date.now() - began;
  await page.goto(new URL('#/runs', studio.url()).href, { waitUntil: 'commit' });
  const times = await page.evaluate(
    (lastRun) =>
      new Promise<{ paintedAt: number; listedAt: number }>((resolve) => {
        let paintedAt = 0;
        let listedAt = 0;
        const look = () => {
          const [paint] = performance.getEntriesByName('first-contentful-paint');
          if (paint !== undefined) paintedAt = performance.timeOrigin + paint.startTime;
          const links = [...document.querySelectorAll('main a')];
          const isListed = links.some(({ textContent }) => textContent.trim() === lastRun);
          if (listedAt === 0 && isListed) listedAt = performance.timeOrigin + performance.now();
          if (paintedAt > 0 && listedAt > 0) resolve({ paintedAt, listedAt });
          else requestAnimationFrame(look);
        };
        look();
      }),
    `Run ${runs - 1}`,
  );
  await context.close();
  await studio.stop();
  return { listening, firstPaint: times.paintedAt - began, listed: times.listedAt - began };
}

const studio = new ServedStudio();
const browser = await launchBrowser();
try {
  await builtStudio();
  await fill(studio.dataDir);
  const measured: ColdStart[] = [];
  for (let n = 0; n < starts; n++) measured.push(await coldStart(studio, browser));
  const told = (name: keyof ColdStart) => {
    const times = measured.map((start) => start[name]);
    return `${rounded(median(times), 0)} ms (worst ${rounded(Math.max(...times), 0)} ms)`;
  };
  report({
    [`from nothing to listening, ${runs.toLocaleString('en')} runs stored (median)`]: told('listening'),
    'to the first paint': told('firstPaint'),
    'to the list of runs': told('listed'),
  });
} finally {
  await browser.close();
  await studio.close();
}
