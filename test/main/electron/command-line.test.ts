import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { builtStudio } from '../../../src-main/cli/desktop/studio-build.ts';
import { argumentsOfCommand } from '../../../src-main/electron/command-line/command-arguments.ts';
import { installCommand } from '../../../src-main/electron/command-line/install-command.ts';
import { openStudioHost } from '../../../src-main/host/local/open-studio-host.ts';
import { spawnEngineChild } from '../../../src-main/engine-process/spawn-engine-child.ts';
import { eventually } from '../../eventually.ts';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';

vi.mock('electron', () => import('./double/electron.ts'));
const { controls } = await import('./double/electron.ts');
const { startStudio } = await import('./double/started-studio.ts');

const run = promisify(execFile);

test('the installed command starts the program without a window, whatever its path is called', async () => {
  const home = temporaryFolder();
  const program = join(home, "Kioku's Studio");
  writeFileSync(program, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(program, 0o755);
  const system = { platform: 'linux', home, env: { PATH: `/bin:${home}/.local/bin` }, program: [program] } as const;
  const { file, isOnPath } = await installCommand(system);
  expect({ file, isOnPath }).toEqual({ file: join(home, '.local/bin/kioku'), isOnPath: true });
  expect(statSync(file).mode & 0o777).toBe(0o755);
  const { stdout } = await run(file, ['generate', '--prompt', 'a "b" $c']);
  const started = stdout.trimEnd().split('\n');
  expect(argumentsOfCommand([program, ...started])).toEqual(['generate', '--prompt', 'a "b" $c']);
  expect(await installCommand({ ...system, env: { PATH: '/bin' } })).toEqual({ file, isOnPath: false });
});

test('a command of another program by that name is left alone', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, '.local/bin'), { recursive: true });
  writeFileSync(join(home, '.local/bin/kioku'), 'another');
  const system = { platform: 'linux', home, env: {}, program: ['/opt/kioku-studio'] } as const;
  await expect(installCommand(system)).rejects.toThrow('is there already');
  expect(readFileSync(join(home, '.local/bin/kioku'), 'utf8')).toBe('another');
});

test('only what is meant for the command line starts without a window', () => {
  expect(argumentsOfCommand(['kioku', 'novel.txt'])).toBeNull();
  expect(argumentsOfCommand(['kioku', '--', '--cli'])).toBeNull();
  expect(argumentsOfCommand(['kioku', '--cli', 'runs'])).toEqual(['runs']);
  expect(argumentsOfCommand(['kioku', '--cli', '--', 'runs', '--', 'x'])).toEqual(['runs', '--', 'x']);
});

test('the menu installs it and says where it is, or why it is not', async () => {
  const home = temporaryFolder();
  const studio = await startStudio(home, (world) => world.paths.set('home', home));
  studio.chooses('Help', 'Install the “kioku” Command…');
  const told = await eventually(() => {
    const [shown] = controls.shown;
    if (shown === undefined) throw new Error('Nothing was said.');
    return shown.options;
  });
  const file = process.platform === 'linux' ? join(home, '.local/bin/kioku') : 'kioku';
  expect(told).toMatchObject({
    message: '“kioku” is installed for the command line.',
    detail: expect.stringContaining(file),
  });
});

test('without a window the built program trains, exports and works in a studio that is open', async () => {
  const out = join(await builtStudio(), '..');
  const home = temporaryFolder();
  const dataDir = join(home, 'data');
  writeFileSync(join(home, 'fox.txt'), foxText);
  const program = fileURLToPath(new URL('./run-command-line.ts', import.meta.url));
  const kioku = async (...args: string[]) =>
    (await run(process.execPath, [program, out, home, ...args, '--data-dir', dataDir])).stdout;

  const sizes = ['--batch-size', '10', '--sequence-length', '10', '--epochs', '1'];
  expect(await kioku('train', '--data', join(home, 'fox.txt'), ...sizes)).toContain('Finished at step 40');
  const exporting = ['export', '--run', 'last', '--format', 'onnx', '--out', join(home, 'fox.onnx'), '--json'];
  expect(JSON.parse(await kioku(...exporting))).toMatchObject({ certificate: { verdict: 'passed' } });

  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const open = await openStudioHost({
    dataDir,
    version,
    role: 'server',
    spawnEngine: spawnEngineChild,
    log: () => undefined,
  });
  expect(await kioku('generate', '--run', 'last', '--prompt', 'the ', '--length', '20')).toHaveLength(21);
  await open.close();
});
