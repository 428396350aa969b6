/** `npm run test:electron`: the specs of the browser, driving the desktop program. Says why where that cannot be. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtStudio } from '../src-main/cli/desktop/studio-build.ts';
import { whyNoElectron } from './e2e/desktop/desktop-program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reason = whyNoElectron();
if (reason === null) {
  await builtStudio();
  const args = ['test', '--config=test/config/playwright.config.ts', '--project=electron', ...process.argv.slice(2)];
  const isWindows = process.platform === 'win32';
  const program = `${root}node_modules/.bin/playwright${isWindows ? '.cmd' : ''}`;
  process.exitCode = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: isWindows }).status ?? 1;
} else {
  console.log(`The tests of the desktop program are skipped: ${reason}.`);
}
