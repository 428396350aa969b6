/**
 * `npm run screenshots -- [FOLDER [SCREEN…]]`: every screen in two sizes, both themes and both languages, of a studio with a little data
 * in it. Without a folder they go into one under the system's folder for temporary files.
 */
import { chromium, type Browser } from '@playwright/test';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from '../config/find-browser.ts';
import { ServedStudio } from '../e2e/studio.ts';
import { openClient } from '../e2e/studio-client.ts';
import { fillStudio } from './fill-studio.ts';
import { serveGallery } from './serve-gallery.ts';
import type { Screen } from './screen.ts';
import { emptyScreens, galleryScreens, screensOf } from './screens.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];
const themes = ['dark', 'light'] as const;
const locales = ['en-US', 'ja-JP'];

const [folder = mkdtempSync(join(tmpdir(), 'kioku-screenshots-')), ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

async function take(browser: Browser, url: string, screens: readonly Screen[]): Promise<void> {
  const chosen = screens.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  if (chosen.length === 0) return;
  for (const viewport of sizes) {
    for (const colorScheme of themes) {
      for (const locale of locales) {
        const context = await browser.newContext({ viewport, colorScheme, locale });
        const page = await context.newPage();
        page.setDefaultTimeout(20_000);
        await page.goto(url);
        for (const { name, path, prepare, finish } of chosen) {
          const file = join(folder, `${name}-${viewport.width}-${colorScheme}-${locale.slice(0, 2)}.png`);
          try {
            // From nothing, so that no dialog and no heading of the screen before is left.
            await page.goto('about:blank');
            await page.goto(new URL(`/#${path}`, url).href);
            await page.locator('main h1').waitFor();
            await prepare?.(page);
            // Charts draw at most ten times a second, and popovers take their time.
            await page.waitForTimeout(500);
          } catch (error) {
            console.error(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
            process.exitCode = 1;
          }
          await page.screenshot({ path: file });
          await finish?.(page);
        }
        await context.close();
      }
    }
  }
}

const studio = new ServedStudio();
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  await studio.start();
  const { client, close } = await openClient(studio.url());
  await take(browser, studio.url(), emptyScreens);
  await take(browser, studio.url(), screensOf(await fillStudio(client)));
  const gallery = await serveGallery(studio.url());
  await take(browser, gallery.url, galleryScreens);
  await gallery.close();
  close();
  console.log(folder);
} finally {
  await browser.close();
  await studio.close();
}
