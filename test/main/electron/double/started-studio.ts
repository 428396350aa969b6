import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { ShellClient } from '../../../../src-main/contract/shell-contract.ts';
import { ipcChannels } from '../../../../src-main/contract/window-bridge.ts';
import type { Activity } from '../../../../src-main/host/process/messages.ts';
import { StudioApp } from '../../../../src-main/electron/studio-app.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { app, becomeReady, resetProgram } from './program.ts';
import { controls, resetControls } from './controls.ts';
import { nativeTheme, powerMonitor } from './desktop.ts';
import { resetIpc, sendFrom } from './ipc.ts';
import { pagePort } from './message-port-main.ts';
import { ScriptedProcess } from './utility-process.ts';
import type { BrowserWindow } from './windows.ts';
import { eventually } from '../../../eventually.ts';

export interface StartedStudio {
  app: StudioApp;
  folder: string;
  window(): BrowserWindow;
  /** The n-th process of this program that was forked, as soon as it is. */
  process(name: 'host' | 'engine' | 'formats', n?: number): Promise<ScriptedProcess>;
  /** A host that has said it is ready. */
  readyHost(n?: number): Promise<ScriptedProcess>;
  trains(host: ScriptedProcess, share?: number | null): void;
  /** Chooses an item of the menu bar by its labels. */
  chooses(...labels: string[]): void;
  log(): string;
}

/** The desktop program on the double of Electron, with processes that a test speaks for. Ended and forgotten when the test is finished. */
export async function startStudio(
  folder = temporaryFolder(),
  prepare: (world: typeof controls) => void = () => undefined,
): Promise<StartedStudio> {
  resetControls();
  prepare(controls);
  resetProgram();
  resetIpc();
  powerMonitor.removeAllListeners();
  nativeTheme.themeSource = 'system';
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    const before = process.rawListeners(event);
    onTestFinished(() => {
      for (const listener of process.rawListeners(event)) {
        if (!before.includes(listener)) process.off(event, listener as () => void);
      }
    });
  }
  vi.stubEnv('KIOKU_DATA_DIR', undefined);
  vi.stubEnv('KIOKU_PYTHON', undefined);
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'share'));
  vi.stubEnv('LOCALAPPDATA', join(folder, 'share'));
  onTestFinished(() => void vi.unstubAllEnvs());
  controls.fork = (modulePath, options) => new ScriptedProcess(modulePath, options);

  const files = {
    host: '/out/main/host.js',
    engine: '/out/main/engine.js',
    formats: '/out/main/formats.js',
    preload: '/out/preload/preload.cjs',
    renderer: '/out/renderer',
    trayIcon: '/resources/icons/tray.png',
    dragIcon: '/resources/icons/file.png',
    manifest: join(folder, 'package.json'),
    settings: join(folder, 'settings.json'),
    secretKey: join(folder, 'secret-key'),
    log: join(folder, 'studio.log'),
  };
  const studio = new StudioApp(files, async () => controls.hasTray);
  await becomeReady();
  studio.start();

  const processOf = (name: 'host' | 'engine' | 'formats', n = 0) =>
    eventually(() => {
      const found = controls.processes.filter(({ modulePath }) => modulePath === files[name])[n];
      if (!(found instanceof ScriptedProcess)) throw new Error(`No ${name} ${n}`);
      return found;
    });
  return {
    app: studio,
    folder,
    window: () => controls.windows[controls.windows.length - 1],
    process: processOf,
    async readyHost(n) {
      const host = await processOf('host', n);
      await host.told('start');
      host.says({ type: 'ready' });
      return host;
    },
    trains(host, share = 0.25) {
      const activity: Activity = { training: { runId: 'run', name: 'Fox', share }, waiting: 0, work: [] };
      host.says({ type: 'activity', ...activity });
    },
    chooses(...labels) {
      let items = controls.menu ?? [];
      for (const [depth, label] of labels.entries()) {
        const item = items.find((each) => each.label === label);
        if (item === undefined) throw new Error(`No ${label} among ${items.map((each) => each.label).join(', ')}`);
        if (depth === labels.length - 1) item.click?.({} as Electron.MenuItem, undefined, {});
        else items = item.submenu as Electron.MenuItemConstructorOptions[];
      }
    },
    log: () => readFileSync(files.log, 'utf8'),
  };
}

/** The window's own line to the main process. */
export async function shellOf({ window }: StartedStudio): Promise<ShellClient> {
  const { webContents } = window();
  const posted = new Promise<Electron.MessagePortMain>((resolve) =>
    webContents.once('posted', (_channel, _message, [port]) => resolve(port)),
  );
  sendFrom(webContents, ipcChannels.requestPort, { kind: 'shell', requestId: crypto.randomUUID() });
  const port = pagePort(await posted);
  const link = new RPCLink({ port });
  port.start();
  return createORPCClient<ShellClient>(link);
}

/** Settles when the program is over. */
export const ended = (): Promise<void> =>
  controls.exitCode === null ? new Promise((resolve) => app.once('quit', () => resolve())) : Promise.resolve();
