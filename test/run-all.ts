/** `npm test`: unit and end-to-end tests with what they need; what failed is told last, before one line with the totals. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compiledCodeFolder } from '../src-main/engine-process/cache-folder.ts';
import { ensureBrowser } from './config/find-browser.ts';
import { whyNoElectron } from './e2e/desktop/desktop-program.ts';
import { readEndToEndReport, readUnitReport, type Outcome } from './read-reports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command: string, args: string[]): boolean {
  const path = `${root}node_modules/.bin/${command}${process.platform === 'win32' ? '.cmd' : ''}`;
  // Threads and command lines of tests begin with what earlier ones compiled.
  const env = { ...process.env, NODE_COMPILE_CACHE: compiledCodeFolder() };
  return spawnSync(path, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function freshReport(name: string): string {
  const file = `${root}out/${name}`;
  rmSync(file, { force: true });
  return file;
}

function unitTests(): Outcome {
  const file = freshReport('unit-results.json');
  const succeeded = run('vitest', [
    'run',
    '--config=test/config/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return readUnitReport(file, succeeded);
}

function endToEndTests(): Outcome {
  ensureBrowser();
  const reason = whyNoElectron();
  if (reason !== null) console.log(`The desktop program itself is not driven: ${reason}.`);
  const file = freshReport('e2e-results.json');
  const succeeded = run('playwright', ['test', '--config=test/config/playwright.config.ts']);
  return readEndToEndReport(file, succeeded);
}

/** Once for all, so that no two tests do it at the same time: the studio, and the page that is exported. */
const build = () => run('electron-vite', ['build']) && run('node', ['src-renderer/standalone/build.mjs']);

function allTests(): Outcome[] {
  if (build()) return [unitTests(), endToEndTests()];
  return [{ passed: 0, skipped: 0, failures: ['The studio could not be built: see what the build printed above.'] }];
}

mkdirSync(`${root}out`, { recursive: true });
const outcomes = allTests();
const failures = outcomes.flatMap((outcome) => outcome.failures);
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const skipped = outcomes.reduce((sum, outcome) => sum + outcome.skipped, 0);
for (const failure of failures) console.log(`FAILED ${failure.replaceAll(root, '')}`);
console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failures.length > 0 ? 1 : 0;
