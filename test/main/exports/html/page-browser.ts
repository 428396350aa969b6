import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import {
  findChromium,
  startBrowser,
  type BrowserPage,
  type HeadlessBrowser,
} from '../../../../src-main/exports/html/headless-browser.ts';

export const noBrowser =
  findChromium() === null ? 'There is no Chromium here. Install it, or set KIOKU_CHROMIUM to its path.' : null;
if (noBrowser !== null) console.log(`Pages were not opened in a browser. ${noBrowser}`);

/** One browser for all tests of a file. The function opens a page from the disk, as a person does, and waits until it is there. */
export function usePageBrowser(): (page: Uint8Array) => Promise<BrowserPage> {
  let browser: HeadlessBrowser;
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kioku-pages-'));
    browser = await startBrowser(findChromium()!, new AbortController().signal);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return async (bytes) => {
    const path = join(folder, `${(count += 1)}.html`);
    writeFileSync(path, bytes);
    const page = await browser.open(pathToFileURL(path).href);
    onTestFinished(() => page.close());
    await page.evaluate(
      "new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))",
    );
    return page;
  };
}
