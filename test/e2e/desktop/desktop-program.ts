import { _electron, chromium, type Page } from '@playwright/test';
import type * as electron from 'electron';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../../../src-main/cli/desktop/electron-binary.ts';
import { hasDisplay } from '../../../src-main/cli/desktop/open-in-browser.ts';
import { findBrowser } from '../../config/find-browser.ts';
import type { FromDesktop, ToDesktop } from '../../main/electron/double/run-desktop.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Why the desktop program cannot be driven here; null: it can. */
export function whyNoElectron(): string | null {
  if (findElectron() === null) return 'Electron’s program is not here (npx electron --version fetches it)';
  return hasDisplay() ? null : 'there is no display for its window';
}

type Electron = typeof electron;

/** A program that runs: in Electron, as Playwright drives it, or on its double. */
export interface DesktopProgram {
  process(): ChildProcess;
  firstWindow(): Promise<Page>;
  /** Runs a function, which can name nothing but what it is given, in the main process. */
  evaluate<Result, Arg>(run: (electron: Electron, arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
}

export interface ProgramOptions {
  /** The window's own. */
  folder: string;
  dataDir: string;
  locale: string;
  colorScheme: 'light' | 'dark';
  /** Files and links that it is started with. */
  given?: string[];
  /** Another system than this one, as far as the double and its pages can tell. */
  platform?: NodeJS.Platform;
  /** A folder with another build of the program, and a version that it finds newer; for the double only. */
  program?: string;
  newerVersion?: string;
}

const environment = (dataDir: string): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name === 'ELECTRON_RUN_AS_NODE' ? [] : [[name, value] as const],
    ),
  ),
  KIOKU_DATA_DIR: dataDir,
});

/** Chromium does not run as root with a sandbox. */
const withoutSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export async function launchElectron(options: ProgramOptions): Promise<DesktopProgram> {
  const { folder, dataDir, locale, colorScheme, given = [] } = options;
  return _electron.launch({
    executablePath: findElectron() ?? '',
    args: [root, ...withoutSandbox, `--user-data-dir=${folder}`, `--lang=${locale}`, ...given],
    locale,
    colorScheme,
    env: environment(dataDir),
  });
}

export async function launchDouble(options: ProgramOptions): Promise<DesktopProgram> {
  const { folder, dataDir, locale, colorScheme, given = [], platform, program = root, newerVersion } = options;
  const switches = [
    ...[`--user-data-dir=${folder}`, `--lang=${locale}`, `--chromium=${findBrowser() ?? ''}`, '--no-sandbox'],
    ...(platform === undefined ? [] : [`--platform=${platform}`]),
    ...(newerVersion === undefined ? [] : [`--newer-version=${newerVersion}`]),
  ];
  const child = fork(`${root}test/main/electron/double/run-desktop.ts`, [join(program, 'out'), ...switches, ...given], {
    env: environment(dataDir),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let calls = 0;
  const answers = new Map<number, PromiseWithResolvers<unknown>>();
  const opened = Promise.withResolvers<string>();
  opened.promise.catch(() => undefined); // one that hands over to another has no window
  child.on('message', (said: FromDesktop) => {
    if (said.type === 'open') opened.resolve(said.endpoint);
    else if (said.type === 'evaluated') answers.get(said.callId)?.resolve(said.value);
    else answers.get(said.callId)?.reject(new Error(said.message));
  });
  child.once('exit', (code) => {
    for (const { reject } of [opened, ...answers.values()]) reject(new Error(`The program has ended with ${code}.`));
  });
  return {
    process: () => child,
    async firstWindow() {
      const browser = await chromium.connectOverCDP(await opened.promise);
      const [context] = browser.contexts();
      if (context === undefined) throw new Error('The browser has no context.');
      const page = context.pages()[0] ?? (await context.waitForEvent('page'));
      await page.emulateMedia({ colorScheme });
      return page;
    },
    async evaluate<Result, Arg>(run: (electron: Electron, arg: Arg) => Result | Promise<Result>, arg: Arg) {
      const callId = ++calls;
      const answer = Promise.withResolvers<Result>();
      answers.set(callId, answer as PromiseWithResolvers<unknown>);
      child.send({ type: 'evaluate', callId, source: run.toString(), arg } satisfies ToDesktop);
      return answer.promise;
    },
  };
}
