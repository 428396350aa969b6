import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { builtStudio } from '../../../src-main/cli/desktop/studio-build.ts';
import { bridgeName } from '../../../src-main/contract/window-bridge.ts';
import { answerAppRequest } from '../../../src-main/electron/window/app-protocol.ts';
import { appOrigin } from '../../../src-main/electron/window/navigation.ts';
import { ensureBrowser } from '../../config/find-browser.ts';
import { forbiddenAttempts } from './forbidden-attempts.ts';

vi.mock('electron', () => import('./double/electron.ts'));

/** Chromium knows no scheme of ours; this origin stands for it, and its answers are those of the desktop program. */
const origin = 'https://studio.test';

let browser: Browser;
let renderer = '';

beforeAll(async () => {
  renderer = await builtStudio();
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

interface OpenedPage {
  page: Page;
  /** The requests that the page was refused, and what went wrong in it. */
  complaints: string[];
}

/** The studio's page with the desktop program's own headers, before there is a host. */
async function openPage(): Promise<OpenedPage> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (!url.startsWith(`${origin}/`)) return route.abort();
    const answer = await answerAppRequest({ method: 'GET', url: url.replace(origin, appOrigin) }, renderer);
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  });
  // The state that a preload script leaves, of a program whose host still starts.
  await page.addInitScript((name) => {
    Reflect.set(window, name, { requestPort: () => undefined, stageFiles: () => Promise.resolve(null) });
  }, bridgeName);
  await page.goto(`${origin}/`);
  return { page, complaints };
}

test('the page starts under the desktop program’s own headers, and nothing of it is refused', async () => {
  const { page, complaints } = await openPage();
  await page.getByRole('navigation').first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const paintedAfter = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  const heapBytes = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  console.log(
    `The page: first paint after ${Math.round(paintedAfter ?? NaN)} ms, ${Math.round(heapBytes / 2 ** 20)} MB of JavaScript at rest`,
  );
  expect(complaints).toEqual([]);
});

test('a text cannot become markup or a program, and nothing is asked of a network', async () => {
  const { page } = await openPage();
  const outcomes = await page.evaluate(forbiddenAttempts);
  expect(outcomes).toEqual({ markup: 'TypeError', policy: 'TypeError', network: 'TypeError' });
});
