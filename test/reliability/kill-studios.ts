import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createStream } from '../../src-engine/random/stream.ts';
import { checkDatabase } from '../../src-main/db/check-database.ts';
import { finalParameters } from '../main/runs/final-parameters.ts';
import { StudioUnderTest, type Promises } from './studio-under-test.ts';

export interface Kill {
  target: 'engine' | 'host';
  /** What the studio was at. */
  activity: string;
  /** What is wrong afterwards; nothing should be. */
  faults: string[];
}

export interface KillReport {
  kills: Kill[];
  /** Runs that were interrupted at least once, and then trained to their end. */
  finishedRuns: number;
}

export interface KillOptions {
  dataDir: string;
  /** Kills: of engines, then as many of hosts. */
  count: number;
  seed: number;
  onKill: (kill: Kill) => void;
}

/** What a kill waits for, and for how long at most after that. The first ones often come before anything works again. */
const instants: readonly { after: 'saved' | 'deleting' | null; withinMs: number }[] = [
  { after: null, withinMs: 1500 },
  { after: 'deleting', withinMs: 40 },
  { after: 'saved', withinMs: 1000 },
  { after: 'saved', withinMs: 1000 },
];

/**
 * Kills engines, then whole studios, with SIGKILL at random instants while they train, save, import and delete. After every kill the
 * database is compared with every hash in it, and with what the studio had said was done; and every run that got to its end must have
 * the parameters, to the last bit, of the first one, which nobody disturbed.
 */
export async function killStudios({ dataDir, count, seed, onKill }: KillOptions): Promise<KillReport> {
  const random = createStream(seed, 'kills', 0);
  const promises: Promises = { datasets: new Map(), checkpoints: new Map(), finished: new Set(), broken: [] };
  const kills: Kill[] = [];
  const compared = new Set<string>();
  let studio = new StudioUnderTest(dataDir, promises);
  const { runId } = await studio.next('finished');
  const undisturbed = JSON.stringify(finalParameters(dataDir, runId));

  const judge = (target: Kill['target'], activity: string) => {
    const faults = [...findFaults(dataDir, promises), ...promises.broken.splice(0)];
    for (const id of promises.finished) {
      compared.add(id);
      if (JSON.stringify(finalParameters(dataDir, id)) !== undisturbed) faults.push(`Run ${id} ended with other bits.`);
    }
    const kill = { target, activity, faults };
    kills.push(kill);
    onKill(kill);
  };

  const randomInstant = async (living: StudioUnderTest) => {
    const { after, withinMs } = instants[random.below(instants.length)];
    if (after !== null) await living.next(after, living.messages.length);
    await setTimeout(random.uniform() * withinMs);
  };

  for (let n = 0; n < count / 2; n++) {
    await randomInstant(studio);
    const pids = studio.enginePids();
    const activity = activityOf(studio);
    // The one that trains, the one that answers requests, or both.
    const chosen = random.below(3);
    for (const pid of pids.filter((_, index) => chosen === 2 || chosen === index)) process.kill(pid, 'SIGKILL');
    await studio.freeze();
    judge('engine', activity);
    studio.thaw();
  }
  for (let n = 0; n < count / 2; n++) {
    await randomInstant(studio);
    const activity = activityOf(studio);
    await studio.kill();
    judge('host', activity);
    studio = new StudioUnderTest(dataDir, promises);
  }
  const seen = studio.messages.length;
  await studio.next('finished', seen);
  await studio.kill();
  judge('host', 'after the last run');
  return { kills, finishedRuns: compared.size - 1 };
}

function activityOf({ isReady, isTraining, work }: StudioUnderTest): string {
  if (!isReady) return 'starting';
  return [isTraining ? 'training and saving' : null, work].filter((part) => part !== null).join(', ') || 'between runs';
}

/** What was promised and is not there. */
function findFaults(dataDir: string, { datasets, checkpoints }: Promises): string[] {
  const file = join(dataDir, 'kioku.db');
  const { problems } = checkDatabase(file);
  const database = new Database(file, { readonly: true, timeout: 5000 });
  try {
    const hashes = database
      .prepare<[string], string>('SELECT t.hash FROM datasets d JOIN texts t ON t.key = d.text_key WHERE d.id = ?')
      .pluck();
    const steps = database
      .prepare<[string], number>(
        `SELECT c.step FROM checkpoints c JOIN runs r ON r.key = c.run_key WHERE r.id = ? AND r.presence = 'present'`,
      )
      .pluck();
    const lostDatasets = [...datasets]
      .filter(([id, hash]) => hashes.get(id) !== hash)
      .map(([id]) => `Dataset ${id} is lost.`);
    const lostCheckpoints = [...checkpoints].flatMap(([id, promised]) => {
      const there = new Set(steps.all(id));
      return [...promised].filter((step) => !there.has(step)).map((step) => `Checkpoint ${step} of ${id} is lost.`);
    });
    return [...problems, ...lostDatasets, ...lostCheckpoints];
  } finally {
    database.close();
  }
}
