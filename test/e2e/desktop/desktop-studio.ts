import { expect, type Page, type PlaywrightTestOptions } from '@playwright/test';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Studio } from '../studio.ts';
import { launchDouble, launchElectron, type DesktopProgram, type ProgramOptions } from './desktop-program.ts';

/** The projects whose studio is the desktop program. */
export type DesktopProject = 'electron' | 'double';

const programs = {
  electron: { launch: launchElectron, url: 'app://studio/' },
  // Chromium knows no scheme of the studio’s: see the double.
  double: { launch: launchDouble, url: 'https://studio.test/' },
};

/** The program whose window a page is. */
export const programOf = new WeakMap<Page, DesktopProgram>();

export const isDesktop = (project: string): project is DesktopProject => Object.hasOwn(programs, project);

type Looks = Pick<PlaywrightTestOptions, 'locale' | 'colorScheme'>;

/** The desktop program, in Electron or on its double, with folders of its own. */
export class DesktopStudio implements Studio {
  /** All that the program and its person write. */
  readonly folder = mkdtempSync(join(tmpdir(), 'kioku-e2e-'));
  readonly dataDir = join(this.folder, 'data');
  readonly project: DesktopProject;
  readonly #options: ProgramOptions;
  #program: DesktopProgram | null = null;
  #page: Page | null = null;

  constructor(project: DesktopProject, { locale, colorScheme }: Looks) {
    this.project = project;
    this.#options = {
      folder: join(this.folder, 'window'),
      dataDir: this.dataDir,
      locale: locale ?? 'en-US',
      colorScheme: colorScheme === 'dark' ? 'dark' : 'light',
    };
  }

  get program(): DesktopProgram {
    if (this.#program === null) throw new Error('The studio has not been opened.');
    return this.#program;
  }

  get page(): Page {
    if (this.#page === null) throw new Error('The studio has not been opened.');
    return this.#page;
  }

  url(): string {
    return programs[this.project].url;
  }

  /** Starts the program, with files and links perhaps. */
  async open(options: Partial<ProgramOptions> = {}): Promise<Page> {
    this.#program = await programs[this.project].launch({ ...this.#options, ...options });
    this.#page = await this.#program.firstWindow();
    programOf.set(this.#page, this.#program);
    // What is done to a page before it is there would be lost.
    await this.#page.getByRole('main').waitFor();
    return this.#page;
  }

  /** Starts it once more beside the one that runs, as a system does that opens a file with it. Settles when that has ended. */
  async openBeside(...given: string[]): Promise<void> {
    const second = await programs[this.project].launch({ ...this.#options, given });
    const child = second.process();
    if (child.exitCode === null) await once(child, 'exit');
  }

  /** Settles with the exit code when the program is over. */
  async ended(): Promise<number | null> {
    const child = this.program.process();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
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
    this.#program?.process().kill('SIGKILL');
    if (this.#program !== null) await this.ended();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  async #hostPid(): Promise<number> {
    const pid = await this.program.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Kioku Studio host')?.pid,
      null,
    );
    if (pid === undefined) throw new Error('There is no host process.');
    return pid;
  }
}
