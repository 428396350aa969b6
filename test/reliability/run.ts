/** `npm run test:reliability -- --count 100`: kills engines and studios, and prints what became of their work. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable } from '../../src-main/cli/formats.ts';
import { killStudios, type Kill } from './kill-studios.ts';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
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
rmSync(dataDir, { recursive: true, force: true });
process.exit(faults.length === 0 && report.finishedRuns > 0 ? 0 : 1);

function onKill({ target, activity, faults }: Kill): void {
  kills++;
  process.stderr.write(`${kills} ${target}, ${activity}: ${faults.length === 0 ? 'all there' : faults.join(' ')}\n`);
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
