/** `npm run test:variants`: what the kernels compute, with every build of them that this machine can run. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';
const program = `${root}node_modules/.bin/vitest${isWindows ? '.cmd' : ''}`;

const whatComputes = ['backends/', 'golden/', 'losses/targets', 'models/tied-output', 'training/exact-resume'];
const tests = [...whatComputes.map((path) => `test/engine/${path}`), 'test/main/native/', ...process.argv.slice(2)];
const args = ['run', '--config=test/config/vitest.config.ts', '--project=engine', '--project=main', ...tests];
const env = { ...process.env, KIOKU_TEST_VARIANTS: 'all' };
process.exitCode = spawnSync(program, args, { cwd: root, env, stdio: 'inherit', shell: isWindows }).status ?? 1;
