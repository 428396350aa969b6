import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const projectFolder = fileURLToPath(new URL('../../../', import.meta.url));
export const nativeFolder = `${projectFolder}src-engine/backends/native/`;

/** Compiling takes its time, so that it is left to `npm run test:variants`. */
export const isThorough = process.env['KIOKU_TEST_VARIANTS'] === 'all';

export const run = promisify(execFile);

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
