/**
 * `npm run test:reliability -- --count 100`: kills engines and studios, throws files at one that are made to do harm, has one live through
 * each scenario, and prints what became of their work. `--only 'pattern freeze'` runs one scenario and nothing else.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable } from '../../src-main/cli/formats.ts';
import { spawnEngineChild } from '../../src-main/engine-process/spawn-engine-child.ts';
import { createHost } from '../../src-main/host/create-host.ts';
import { firstMinute } from './first-minute.ts';
import { killStudios, type Kill } from './kill-studios.ts';
import { longSeries } from './long-series.ts';
import { manyLooks } from './many-looks.ts';
import { runHostileOnnx, throwBombs } from './parser-bombs.ts';
import { patternFreeze } from './pattern-freeze.ts';
import { queueOverRestart } from './queue-over-restart.ts';
import type { Scenario } from './scenario.ts';
import { upgradeOfThreeGigabytes } from './upgrade-while-watched.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const scenarios: Record<string, Scenario> = {
  'pattern freeze': patternFreeze,
  '2,000 looks': manyLooks,
  'queue over restart': queueOverRestart,
  'long series': longSeries,
  'first minute': firstMinute,
  'upgrade of 3 GB': upgradeOfThreeGigabytes,
};
if (values.only !== undefined) process.exit((await liveThrough(values.only)) ? 0 : 1);
const count = Number(values.count);
const dataDir = mkdtempSync(join(tmpdir(), 'kioku-reliability-'));
let kills = 0;
const began = performance.now();
const report = await killStudios({ dataDir, count, seed: Number(values.seed), onKill });
console.log(`\n${table(report.kills)}`);
const faults = report.kills.flatMap((kill) => kill.faults);
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `${report.kills.length} kills in ${seconds} s; ${report.finishedRuns} disturbed runs trained to their end, ` +
    `bit for bit like the undisturbed one; ${faults.length} faults.`,
);
const bombFaults = await throwAllBombs();
rmSync(dataDir, { recursive: true, force: true });
let isLivedThrough = true;
for (const name of Object.keys(scenarios)) isLivedThrough = (await liveThrough(name)) && isLivedThrough;
const areDamagedFilesRefused = readDamagedFiles();
const areLongFormsRight = runLongForms();
const isAllWell = faults.length === 0 && report.finishedRuns > 0 && bombFaults === 0;
process.exit(isAllWell && areDamagedFilesRefused && isLivedThrough && areLongFormsRight ? 0 : 1);

/** Resolves with whether all is as it has to be. */
async function liveThrough(name: string): Promise<boolean> {
  const scenario = scenarios[name];
  if (scenario === undefined)
    throw new Error(`There is no scenario “${name}”, only ${Object.keys(scenarios).join(', ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'kioku-reliability-'));
  try {
    const { summary, problems } = await scenario(folder);
    console.log(`${name}: ${[summary, ...problems].join(' ')}`);
    return problems.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onKill({ target, activity, faults }: Kill): void {
  kills++;
  process.stderr.write(`${kills} ${target}, ${activity}: ${faults.length === 0 ? 'all there' : faults.join(' ')}\n`);
}

/** Prints what became of each file, and tells how much was not as it should be. */
async function throwAllBombs(): Promise<number> {
  const mebibyte = 2 ** 20;
  const folder = join(dataDir, 'bombs');
  const host = await createHost({
    dataDir: folder,
    spawnEngine: spawnEngineChild,
    role: 'command',
    version: '1.2.3',
    log: console.error,
  });
  const bombs = await throwBombs(host, 1000 * mebibyte);
  await host.close();
  const inMegabytes = (bytes: number) => String(Math.round(bytes / mebibyte));
  const rows = bombs.map(({ name, bytes, answered, hostGrowthBytes, faults: wrong, message }) => [
    ...[name, inMegabytes(bytes), String(answered), inMegabytes(hostGrowthBytes), String(wrong.length)],
    message.slice(0, 90),
  ]);
  const header = ['file', 'MB', 'calls answered', 'host grew by MB', 'faults', 'it says'];
  console.log(`\n${formatTable([header, ...rows], [1, 2, 3, 4])}`);
  const onnx = await runHostileOnnx(2 ** 14);
  console.log(
    `bomb.onnx: at most ${inMegabytes(onnx.mostBytes)} MB of ${inMegabytes(onnx.limitBytes)}; ${onnx.message}`,
  );
  const isOnnxEnded = onnx.message !== 'It was run.' && onnx.mostBytes < onnx.limitBytes + 600 * mebibyte;
  return bombs.flatMap((bomb) => bomb.faults).length + (isOnnxEnded ? 0 : 1);
}

/** The tests of damaged model files, with many more of them than `npm test` has time for. */
function readDamagedFiles(): boolean {
  const tests = ['hostile-bundles', 'keras-import', 'weights-import'].map(
    (name) => `test/main/exports/${name}.test.ts`,
  );
  const args = ['run', '--config=test/config/vitest.config.ts', '--testNamePattern=damaged', ...tests];
  const env = { ...process.env, KIOKU_DAMAGED_FILES: '200' };
  return spawnSync('vitest', args, { env, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

/** The tests that `npm test` runs in short, in full. */
function runLongForms(): boolean {
  const env = { ...process.env, KIOKU_LONG_FORMS: '1' };
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
  const pages = ['page-parity', 'page-text'].map((name) => `test/main/exports/html/${name}.test.ts`);
  const walks = ['story', 'exports', 'forecast', 'start'].map((name) => `test/e2e/${name}.spec.ts`);
  const areUnitsRight = run('vitest', ['run', '--config=test/config/vitest.config.ts', ...pages]);
  const isBuilt = run('electron-vite', ['build']) && run('node', ['src-renderer/standalone/build.mjs']);
  return isBuilt && run('playwright', ['test', '--config=test/config/playwright.config.ts', ...walks]) && areUnitsRight;
}

function table(all: readonly Kill[]): string {
  const groups = Map.groupBy(all, ({ target, activity }) => `${target}\t${activity}`);
  const rows = [...groups]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([group, members]) => {
      const clean = members.filter(({ faults }) => faults.length === 0).length;
      return [...group.split('\t'), String(members.length), String(clean)];
    });
  return formatTable([['killed', 'while', 'kills', 'all there'], ...rows], [2, 3]);
}
