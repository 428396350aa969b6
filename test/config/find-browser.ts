import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Path of a Chromium that the end-to-end tests can drive, or null. An explicit KIOKU_CHROMIUM wins. */
export function findBrowser(): string | null {
  const candidates = [
    process.env['KIOKU_CHROMIUM'],
    chromium.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** Finds a browser, installing one first if there is none: Debian's where apt can, else Playwright's own. */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== null) return found;
  const isRoot = process.getuid?.() === 0;
  const steps: [string, string[]][] =
    existsSync('/usr/bin/apt-get') && isRoot
      ? [
          ['apt-get', ['update', '-q']],
          ['apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']],
        ]
      : [['npx', ['playwright', 'install', 'chromium']]];
  for (const [command, args] of steps) {
    console.log(`No Chromium found; running ${command} ${args.join(' ')}`);
    const result = spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      shell: process.platform === 'win32',
    });
    if (result.status !== 0) break;
  }
  const installed = findBrowser();
  if (installed === null) {
    throw new Error(
      'The end-to-end tests need Chromium and it could not be installed. Install it (Debian: apt-get install chromium; ' +
        'elsewhere: npx playwright install chromium) or set KIOKU_CHROMIUM to its path, then run npm test again.',
    );
  }
  return installed;
}
