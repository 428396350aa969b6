/**
 * Starts a packaged program as a person does, trains its sample, quits, starts it again and finds the run:
 * `node test/tools/packaging/try-program.ts PROGRAM [ARGUMENT…]`. Node's inspector is off in a packaged program, so that the window is driven
 * by way of Chromium's own port.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findTraining, trainSample } from './sample-training.ts';

const START_MS = 120_000;
const QUIT_MS = 90_000;

const [program, ...options] = process.argv.slice(2);
if (program === undefined) throw new Error('Name the program to try.');
const home = mkdtempSync(join(tmpdir(), 'kioku-installed-'));

interface Started {
  page: Page;
  /** Asks the program to end, and rejects where it does not, or not well. */
  quit(): Promise<void>;
}

async function start(path: string): Promise<Started> {
  const child = spawn(
    resolve(path),
    [...options, `--user-data-dir=${join(home, 'window')}`, '--remote-debugging-port=0', '--lang=en-US'],
    { env: { ...process.env, KIOKU_DATA_DIR: join(home, 'data') }, stdio: ['ignore', 'inherit', 'pipe'] },
  );
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const address = await new Promise<string>((found, reject) => {
    const timer = setTimeout(() => reject(new Error('The program opened no window in time.')), START_MS);
    let words = '';
    child.once('error', reject);
    void ended.then((code) => reject(new Error(`The program ended with ${code} before there was a window.\n${words}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4000);
      const [, socket] = /DevTools listening on (ws:\S+)/.exec(words) ?? [];
      if (socket === undefined) return;
      clearTimeout(timer);
      found(socket);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page', { timeout: START_MS }));
  if (page === undefined) throw new Error('The program has no window.');
  return {
    page,
    async quit() {
      // A Mac's program lives on without a window; everywhere else, closing the last one ends it.
      if (process.platform === 'darwin') child.kill('SIGTERM');
      else await page.evaluate('window.close()').catch(() => undefined); // the answer may be lost with the page
      const timer = setTimeout(() => child.kill('SIGKILL'), QUIT_MS);
      const code = await ended;
      clearTimeout(timer);
      if (code !== 0) throw new Error(`The program ended with ${code} when it was to quit.`);
    },
  };
}

const first = await start(program);
await trainSample(first.page);
await first.quit();
const second = await start(program);
await findTraining(second.page);
await second.quit();
rmSync(home, { recursive: true, force: true });
console.log('The program starts, trains, quits, and finds its run again.');
