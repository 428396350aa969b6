import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { hasTray } from '../../../src-main/electron/desktop/has-tray.ts';
import { readLoginPath } from '../../../src-main/electron/processes/login-path.ts';
import { ChosenPython } from '../../../src-main/electron/settings/chosen-python.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { controls } from './double/controls.ts';
import { powerMonitor } from './double/desktop.ts';
import { app } from './double/program.ts';
import { startStudio } from './double/started-studio.ts';

vi.mock('electron', () => import('./double/electron.ts'));

const isUnix = process.platform !== 'win32';
if (!isUnix) console.log('Skipped: the login shell and the session’s bus, which Windows has not.');

/** A program that says these words, or ends with an error. */
function program(says: string | null): string {
  const file = join(temporaryFolder(), 'program');
  writeFileSync(file, says === null ? '#!/bin/sh\nexit 1\n' : `#!/bin/sh\necho '${says}'\n`);
  chmodSync(file, 0o755);
  return file;
}

const failsOfGraphics = () =>
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139, serviceName: '', name: '' });

test('graphics that fail again and again are done without from the next start on, and a training does not notice', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.trains(host);
  failsOfGraphics();
  expect(studio.log()).toContain('GPU');
  failsOfGraphics();
  failsOfGraphics();
  expect(studio.log().match(/drawn without them/g)).toHaveLength(1);
  expect(host.heard.map(({ message }) => message.type)).toEqual(['start']);
  expect(controls.isHardwareUsed).toBe(true);

  await startStudio(studio.folder);
  expect(controls.isHardwareUsed).toBe(false);
});

test('one failure of the graphics changes nothing, nor does that of an older version', async () => {
  const studio = await startStudio();
  failsOfGraphics();
  await startStudio(studio.folder);
  expect(controls.isHardwareUsed).toBe(true);

  writeFileSync(join(studio.folder, 'settings.json'), JSON.stringify({ failedGraphics: '1.2.2' }));
  await startStudio(studio.folder);
  expect(controls.isHardwareUsed).toBe(true);
});

test('a machine that sleeps while a run trains keeps its training, and the log says when', async () => {
  const studio = await startStudio();
  const host = await studio.readyHost();
  studio.trains(host, 0.4);
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  expect(studio.log()).toMatch(/goes to sleep[^]*is awake again/);
  expect(host.heard.map(({ message }) => message.type)).toEqual(['start']);
  expect(controls.trays.at(-1)?.toolTip).toContain('40 %');
  expect(controls.blockers.size).toBe(1);
});

test.runIf(isUnix)('the login shell is asked for PATH, whatever else it says at its start', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'bin'));
  writeFileSync(join(home, '.profile'), `echo Good morning\nexport PATH="${home}/bin:$PATH"\n`);
  const path = await readLoginPath('/bin/bash', { HOME: home, PATH: '/usr/bin:/bin' });
  expect(path?.split(':')).toEqual(expect.arrayContaining([`${home}/bin`, '/usr/bin', '/bin']));
  expect(path).not.toContain('morning');
  expect(await readLoginPath(program(null), {})).toBeNull();
  expect(await readLoginPath('/no/such/shell', {})).toBeNull();
});

test.runIf(process.platform === 'linux')(
  'a desktop has icons beside its clock where somebody on the bus shows them',
  async () => {
    expect(await hasTray(program('(true,)'))).toBe(true);
    expect(await hasTray(program('(false,)'))).toBe(false);
    expect(await hasTray(program(null))).toBe(false);
    expect(await hasTray('/no/such/program')).toBe(false);
  },
);

test('a chosen Python is named to processes to come, and the environment wins', () => {
  const environment: NodeJS.ProcessEnv = {};
  const python = new ChosenPython(environment);
  python.use('/opt/python');
  expect(environment['KIOKU_PYTHON']).toBe('/opt/python');
  python.use(null);
  expect(environment).toEqual({});
  const outside = { KIOKU_PYTHON: '/mine' };
  new ChosenPython(outside).use('/opt/python');
  expect(outside.KIOKU_PYTHON).toBe('/mine');
});
