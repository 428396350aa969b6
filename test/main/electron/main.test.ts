import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import type * as Double from './double/electron.ts';
import { eventually } from '../../eventually.ts';

let home = '';
let electron: typeof Double;
let controls: typeof Double.controls;

beforeEach(async () => {
  // A program starts once in a process: each test has modules of its own.
  vi.resetModules();
  electron = await import('./double/electron.ts');
  vi.doMock('electron', () => electron);
  ({ controls } = electron);
  home = temporaryFolder();
  vi.stubEnv('XDG_DATA_HOME', join(home, 'share'));
  for (const name of ['appData', 'logs']) controls.paths.set(name, join(home, name));
  controls.fork = (modulePath, options) => new electron.ScriptedProcess(modulePath, options);
});

/** Starts the program as a system does, with these arguments. */
async function start(...args: string[]): Promise<void> {
  const argv = process.argv;
  process.argv = ['/opt/kioku', ...args];
  try {
    await import('../../../src-main/electron/main.ts');
  } finally {
    process.argv = argv;
  }
}

const host = () =>
  eventually(() => {
    const [first] = controls.processes;
    if (!(first instanceof electron.ScriptedProcess)) throw new Error('No host yet');
    return first;
  });

async function openedPaths(n = 0): Promise<unknown> {
  const process = await host();
  await process.told('start');
  process.says({ type: 'ready' });
  return ((await process.told('ask', n)).message as unknown as { asked: { paths: string[] } }).asked.paths;
}

test('where the studio is open already, a second one hands its files over and ends', async () => {
  controls.isFirstInstance = false;
  await start('/texts/novel.txt', 'kioku://lessons');
  expect(controls.lockData).toEqual({ files: ['/texts/novel.txt'], links: ['kioku://lessons'] });
  expect(controls.exitCode).toBe(0);
  await electron.becomeReady();
  expect(controls.windows).toEqual([]);
  expect(controls.schemes).toEqual([]);
});

test('what is left of a crash stays on this machine', async () => {
  await start();
  expect(controls.crashReports).toEqual({ uploadToServer: false });
});

test('the first one comes forward, and opens them', async () => {
  await start();
  await electron.becomeReady();
  const process = await host();
  const [window] = controls.windows;
  window.becomesReady();
  window.isSmall = true;
  electron.app.emit('second-instance', {}, ['/opt/kioku', '--flag'], '/', { files: ['/texts/novel.txt'], links: [] });
  expect(window.isSmall).toBe(false);
  expect(await openedPaths()).toEqual(['/texts/novel.txt']);
  electron.app.emit('second-instance', {}, [], '/', 'no data of ours');
  await new Promise(setImmediate);
  expect(process.heard.filter(({ message }) => message.type === 'ask')).toHaveLength(1);
});

test('files that it is started with are opened, once there is a host', async () => {
  await start('--no-sandbox', '/texts/run.kioku');
  await electron.becomeReady();
  expect(await openedPaths()).toEqual(['/texts/run.kioku']);
});

test('a Mac names the file before the program is ready', async () => {
  await start();
  let isTaken = false;
  electron.app.emit('open-file', { preventDefault: () => (isTaken = true) }, '/texts/novel.txt');
  expect(isTaken).toBe(true);
  await electron.becomeReady();
  expect(await openedPaths()).toEqual(['/texts/novel.txt']);
});

test('its own scheme is registered before it is ready, and its own files lie apart from the data', async () => {
  await start();
  expect(controls.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  expect(controls.paths.get('userData')).toBe(join(home, 'appData', 'Kioku Studio Window'));
  await electron.becomeReady();
  const { message } = await (await host()).told('start');
  expect(message).toMatchObject({ dataDir: join(home, 'share', 'kioku-studio') });
});

test.each([[[]], [['no-sandbox']]])(
  'every page is sandboxed, unless whoever starts it asked for none: %j',
  async (switches) => {
    for (const name of switches) controls.switches.add(name);
    await start();
    expect(controls.isSandboxed).toBe(switches.length === 0);
  },
);
