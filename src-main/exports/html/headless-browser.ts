import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';

/** A browser without a window. */
export interface HeadlessBrowser {
  readonly version: string;
  /** Opens an address in a page of its own. Rejects where it cannot be loaded. */
  open(url: string): Promise<BrowserPage>;
  close(): Promise<void>;
}

export interface BrowserPage {
  /** The value, as JSON has it, that an expression's promise settles to. Rejects with what it throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

const startLimitMs = 20_000;

/** Path of a Chromium, Chrome or Edge on this machine; null means that there is none. An explicit KIOKU_CHROMIUM wins. */
export function findChromium(): string | null {
  const explicit = process.env['KIOKU_CHROMIUM'];
  const candidates = explicit === undefined || explicit === '' ? usualPlaces() : [explicit];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32': {
      const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => process.env[name] ?? []);
      const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
      return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
    }
    default: {
      const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
      return names.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

/** Starts the browser with a profile of its own, which goes with it. Rejects where it does not start; it ends with the signal. */
export async function startBrowser(path: string, signal: AbortSignal): Promise<HeadlessBrowser> {
  signal.throwIfAborted();
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: path,
    timeout: startLimitMs,
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
    // Chromium has no sandbox for root, and then refuses to start with one.
    chromiumSandbox: process.getuid?.() !== 0,
    // Whoever asks for a browser decides what signals do.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const close = () => browser.close();
  const end = () => void close();
  signal.addEventListener('abort', end, { once: true });
  browser.once('disconnected', () => signal.removeEventListener('abort', end));
  if (signal.aborted) await close();
  return { version: browser.version(), open: (url) => openPage(browser, url), close };
}

async function openPage(browser: Browser, url: string): Promise<BrowserPage> {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  return { evaluate: (expression) => page.evaluate(expression), close: () => page.close() };
}
