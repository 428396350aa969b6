import { _electron, expect, type ElectronApplication, type Page, type PlaywrightTestOptions } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../../src-main/cli/desktop/electron-binary.ts';
import { hasDisplay } from '../../src-main/cli/desktop/open-in-browser.ts';
import type { Studio } from './studio.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Why the desktop program cannot be driven here; null: it can. */
export function whyNoElectron(): string | null {
  if (findElectron() === null) return 'Electron’s program is not here (npx electron --version fetches it)';
  return hasDisplay() ? null : 'there is no display for its window';
}

/** The desktop program itself, with folders of its own. */
export class ElectronStudio implements Studio {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'kioku-e2e-'));
  #app: ElectronApplication | null = null;
  #page: Page | null = null;

  get page(): Page {
    if (this.#page === null) throw new Error('The studio has not been opened.');
    return this.#page;
  }

  url(): string {
    return 'app://studio/';
  }

  async open(options: Pick<PlaywrightTestOptions, 'locale' | 'colorScheme'>): Promise<void> {
    const inherited = Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name === 'ELECTRON_RUN_AS_NODE' ? [] : [[name, value] as const],
    );
    this.#app = await _electron.launch({
      executablePath: findElectron() ?? '',
      // Chromium does not run as root with a sandbox.
      args: [
        root,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(this.dataDir, 'window')}`,
        `--lang=${options.locale ?? 'en-US'}`,
      ],
      locale: options.locale ?? 'en-US',
      colorScheme: options.colorScheme ?? 'light',
      env: { ...Object.fromEntries(inherited), KIOKU_DATA_DIR: join(this.dataDir, 'data') },
    });
    this.#page = await this.#app.firstWindow();
  }

  /** Ends the process that keeps the data, as a crash would. The program starts it again by itself. */
  async kill(): Promise<void> {
    process.kill(await this.#hostPid(), 'SIGKILL');
  }

  async start(): Promise<void> {
    await expect.poll(() => this.#hostPid().catch(() => 0)).toBeGreaterThan(0);
  }

  async close(): Promise<void> {
    // Not by way of quitting: a training that still runs would be asked about.
    this.#app?.process().kill('SIGKILL');
    await this.#app?.close().catch(() => undefined);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #hostPid(): Promise<number> {
    const pid = await this.#app?.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Kioku Studio host')?.pid,
    );
    if (pid === undefined) throw new Error('There is no host process.');
    return pid;
  }
}
