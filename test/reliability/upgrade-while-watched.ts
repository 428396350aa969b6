import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkDatabase } from '../../src-main/db/check-database.ts';
import { makeOlderDatabase } from './older-database.ts';
import type { Outcome } from './scenario.ts';

const pollMs = 50;

interface WatchedUpgrade {
  /** How far the upgrade was, in percent, each time that a browser asked and was answered. */
  seen: number[];
  /** The same, as the terminal was told. */
  told: number[];
  /** The longest time that somebody who asked during the upgrade waited for an answer. */
  longestWaitMs: number;
  seconds: number;
  copyBytes: number;
  problems: string[];
}

/** Serves an older database of this size, and asks all the time how far it is, until the studio answers. */
export async function upgradeWhileWatched(dataDir: string, bytes: number): Promise<WatchedUpgrade> {
  const { tensors } = await makeOlderDatabase(dataDir, bytes);
  const port = await freePort();
  const args = ['test/tools/kioku.ts', 'serve', '--no-open', '--port', String(port), '--data-dir', dataDir];
  const began = performance.now();
  const studio = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let terminal = '';
  studio.stderr.setEncoding('utf8').on('data', (text: string) => (terminal += text));
  const seen: number[] = [];
  let longestWaitMs = 0;
  for (let isUp = false; !isUp;) {
    if (studio.exitCode !== null) throw new Error(`The studio ended: ${terminal}`);
    const asked = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    const text = (await answer?.text().catch(() => '')) ?? '';
    const percent = /^upgrading (\d+) %/.exec(text)?.[1];
    if (percent !== undefined) {
      seen.push(Number(percent));
      longestWaitMs = Math.max(longestWaitMs, performance.now() - asked);
    }
    isUp = answer?.status === 200;
    await delay(pollMs);
  }
  const seconds = (performance.now() - began) / 1000;
  studio.kill('SIGINT');
  await once(studio, 'exit');
  const copy = join(dataDir, `kioku.db.before-${versionOf(join(dataDir, 'kioku.db'))}`);
  const problems = [copy, join(dataDir, 'kioku.db')].flatMap((file) => {
    const report = checkDatabase(file);
    return report.tensors === tensors ? report.problems : [`${file} has ${report.tensors} of ${tensors} tensors.`];
  });
  const told = [...terminal.matchAll(/Upgrading the database, (\d+) %/g)].map(([, percent]) => Number(percent));
  return { seen, told, longestWaitMs, seconds, copyBytes: statSync(copy).size, problems };
}

function versionOf(file: string): number {
  const database = new Database(file, { readonly: true });
  try {
    return Number(database.pragma('user_version', { simple: true }));
  } finally {
    database.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Three gigabytes of weights, their copy and the log have to have room in the folder; where they have not, the reason is all there is. */
export async function upgradeOfThreeGigabytes(dataDir: string): Promise<Outcome> {
  const bytes = 3 * 2 ** 30;
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < bytes * 3.2) {
    return { summary: `Skipped: ${dataDir} has no room for three times 3 GB.`, problems: [] };
  }
  const { seen, longestWaitMs, seconds, problems } = await upgradeWhileWatched(dataDir, bytes);
  const percentages = new Set(seen).size;
  const summary =
    `A database of 3 GB was upgraded in ${Math.round(seconds)} s, while ${seen.length} questions were answered with ` +
    `${percentages} different percentages, each within ${Math.round(longestWaitMs)} ms.`;
  const isTold = percentages > 10 && seen.every((percent, n) => n === 0 || percent >= (seen[n - 1] ?? 0));
  return { summary, problems: isTold ? problems : [...problems, 'Whoever watched was not told how far it was.'] };
}
