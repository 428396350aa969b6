/** `npm test`: unit and end-to-end tests, with what they need, and one closing line with the totals. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './config/find-browser.ts';
import { whyNoElectron } from './e2e/electron-studio.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

function run(command: string, args: string[]): boolean {
  const path = `${root}node_modules/.bin/${command}${process.platform === 'win32' ? '.cmd' : ''}`;
  return spawnSync(path, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

function freshReport(name: string): string {
  const file = `${root}out/${name}`;
  rmSync(file, { force: true });
  return file;
}

/** A runner that died before it wrote its report counts as one failure. */
function readTotals(file: string, succeeded: boolean, pick: (report: never) => Totals): Totals {
  const totals = existsSync(file)
    ? pick(JSON.parse(readFileSync(file, 'utf8')) as never)
    : { passed: 0, failed: 1, skipped: 0 };
  return !succeeded && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

function unitTests(): Totals {
  const file = freshReport('unit-results.json');
  const succeeded = run('vitest', [
    'run',
    '--config=test/config/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return readTotals(
    file,
    succeeded,
    (report: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
    }),
  );
}

function endToEndTests(): Totals {
  ensureBrowser();
  const reason = whyNoElectron();
  if (reason !== null) console.log(`The desktop program itself is not driven: ${reason}.`);
  if (!run('electron-vite', ['build'])) return { passed: 0, failed: 1, skipped: 0 };
  const file = freshReport('e2e-results.json');
  const succeeded = run('playwright', ['test', '--config=test/config/playwright.config.ts']);
  return readTotals(
    file,
    succeeded,
    (report: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky,
      skipped: report.stats.skipped,
    }),
  );
}

mkdirSync(`${root}out`, { recursive: true });
const suites = [unitTests(), endToEndTests()];
const total = (key: keyof Totals) => suites.reduce((sum, suite) => sum + suite[key], 0);
const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
process.exitCode = total('failed') > 0 ? 1 : 0;
