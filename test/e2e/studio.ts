import { test as base, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DesktopStudio, isDesktop } from './desktop/desktop-studio.ts';
import { slowDown, slowness } from './slow-studio.ts';
import { relayThrough } from './studio-client.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A studio with a data folder of its own: served to a browser, or the desktop program. */
export interface Studio {
  readonly dataDir: string;
  /** Of its page. Where it is served, it has a token and changes with every start. */
  url(): string;
  /** Ends the host as a crash would. */
  kill(): Promise<void>;
  /** Has it again, on the same folder. */
  start(): Promise<void>;
}

export class ServedStudio implements Studio {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kioku-e2e-'));
  #process: ChildProcess | null = null;
  #url = '';

  url(): string {
    return this.#url;
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      ['src-main/cli/kioku.ts', 'serve', '--port', '0', '--no-open', '--json', '--data-dir', this.dataDir],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#process = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line) as { type: string; url: string };
      if (message.type === 'listening') {
        this.#url = message.url;
        return;
      }
    }
    throw new Error('kioku serve ended before it listened');
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it as Ctrl-C does. The data folder stays. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}

const slowable = base.extend({
  context: async ({ context }, use) => {
    if (slowness > 0) await slowDown(context);
    await use(context);
  },
});

/** `studio` is running and `page` shows it: Chromium where it is served, or the desktop program's own window. */
export const test = slowable.extend<{ studio: Studio }>({
  page: async ({ page, studio }, use) => {
    if (studio instanceof DesktopStudio) return use(studio.page);
    await page.goto(studio.url());
    await use(page);
  },
  studio: async ({ locale, colorScheme }, use, { project }) => {
    const studio = isDesktop(project.name)
      ? new DesktopStudio(project.name, { locale, colorScheme })
      : new ServedStudio();
    if (studio instanceof DesktopStudio) relayThrough(await studio.open(), studio.url());
    else await studio.start();
    await use(studio);
    await studio.close();
  },
});

/** A served studio that several windows may show at once, which the desktop program does not do. */
export interface SharedStudio {
  readonly studio: ServedStudio;
  /** Opens one more window at this place, such as `/runs`. */
  openWindow(path: string): Promise<Page>;
}

/** `shared` is running, and no window shows it yet. */
export const sharedTest = slowable.extend<{ shared: SharedStudio }>({
  shared: async ({ context }, use) => {
    const studio = new ServedStudio();
    await studio.start();
    await use({
      studio,
      async openWindow(path) {
        const page = await context.newPage();
        await page.goto(new URL(`#${path}`, studio.url()).href);
        return page;
      },
    });
    await studio.close();
  },
});

export { expect } from '@playwright/test';
