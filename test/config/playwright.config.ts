import { defineConfig } from '@playwright/test';
import { whyNoElectron } from '../e2e/desktop/desktop-program.ts';
import { findBrowser } from './find-browser.ts';

/**
 * Specs drive the studio as a person does, each test with its own data folder: Chromium against `kioku serve`, the desktop program on the
 * double of Electron, and all of them that program itself where Electron is.
 */
export default defineConfig({
  testDir: '../e2e',
  outputDir: '../../out/test-results',
  // What hangs is ended. No spec says by its time that something is slow: the machine may be busy.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  // Each test has a studio and a data folder of its own, and waits more than it computes.
  workers: 2,
  projects: [
    { name: 'browser', testIgnore: '**/desktop/**' },
    {
      name: 'double',
      testMatch: ['**/desktop/*.spec.ts', '**/shell.spec.ts'],
      // What stands in the page for Electron's part takes time of its own.
      grepInvert: /the window never blocks/,
      // The recorder cannot end what it has begun in a browser that goes with its program.
      use: { trace: 'off' },
    },
    ...(whyNoElectron() === null ? [{ name: 'electron' }] : []),
  ],
  reporter: [['list'], ['json', { outputFile: '../../out/e2e-results.json' }]],
  use: {
    actionTimeout: 120_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findBrowser() ?? '',
      // Without a locale Chromium calls a file with a Japanese name “download”.
      env: { ...process.env, LC_ALL: process.env['LC_ALL'] ?? process.env['LANG'] ?? 'C.UTF-8' },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
