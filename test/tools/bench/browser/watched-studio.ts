import { chromium, type Browser, type Page } from '@playwright/test';
import type { StudioClient } from '../../../../src-main/contract/contract.ts';
import { ensureBrowser } from '../../../config/find-browser.ts';
import { ServedStudio } from '../../../e2e/studio.ts';
import { openClient } from '../../../e2e/studio-client.ts';

export interface WatchedStudio {
  client: StudioClient;
  page: Page;
  /** To a place after the #. */
  go(path: string): Promise<void>;
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureBrowser(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--enable-precise-memory-info',
    ],
  });
}

/**
 * A served studio and a browser that shows it, for as long as the work takes. `prepare` may fill the data folder before the studio starts.
 * Where there is no graphics card the browser draws in software, so that frame rates are the least that a person would see.
 */
export async function withWatchedStudio<T>(
  work: (watched: WatchedStudio) => Promise<T>,
  prepare: (dataDir: string) => Promise<void> | void = () => undefined,
): Promise<T> {
  const studio = new ServedStudio();
  await prepare(studio.dataDir);
  const browser = await launchBrowser();
  try {
    await studio.start();
    const { client, close } = await openClient(studio.url());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    page.setDefaultTimeout(120_000);
    await page.goto(studio.url());
    const go = (path: string) => page.evaluate((hash) => void (location.hash = hash), `#${path}`);
    const result = await work({ client, page, go });
    close();
    return result;
  } finally {
    await browser.close();
    await studio.close();
  }
}

export interface FrameRate {
  framesPerSecond: number;
  /** The longest that one frame stood, in milliseconds. */
  longestFrameMs: number;
}

/** How many frames a second the page shows while something is done with it. */
export async function framesWhile(page: Page, doing: () => Promise<void>): Promise<FrameRate> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const count = (at: number) => {
      frames.push(at);
      if (Reflect.get(window, 'frames-counted') === frames) requestAnimationFrame(count);
    };
    Reflect.set(window, 'frames-counted', frames);
    requestAnimationFrame(count);
  });
  await doing();
  const frames = await page.evaluate(() => {
    const counted = Reflect.get(window, 'frames-counted') as number[];
    Reflect.deleteProperty(window, 'frames-counted');
    return counted;
  });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const duration = gaps.reduce((sum, gap) => sum + gap, 0);
  return { framesPerSecond: (1000 * gaps.length) / duration, longestFrameMs: Math.max(...gaps) };
}

/** Moves the mouse over an element for some seconds, in small steps, as a hand does; `isHeld` drags. */
export async function sweepOver(page: Page, selector: string, seconds: number, isHeld = false): Promise<void> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`There is no ${selector}.`);
  const until = performance.now() + seconds * 1000;
  const at = (share: number) => box.x + box.width * (0.1 + 0.8 * share);
  const middle = box.y + box.height / 2;
  await page.mouse.move(at(0.5), middle);
  if (isHeld) await page.mouse.down();
  for (let n = 0; performance.now() < until; n++) {
    await page.mouse.move(at((1 + Math.sin(n / 20)) / 2), middle + 10 * Math.cos(n / 7));
  }
  if (isHeld) await page.mouse.up();
}

export function report(lines: Record<string, string | number>): void {
  if (process.argv.includes('--json')) console.log(JSON.stringify(lines));
  else for (const [name, value] of Object.entries(lines)) console.log(`${name.padEnd(52)} ${value}`);
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
