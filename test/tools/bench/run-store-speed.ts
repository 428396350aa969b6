import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openStore } from '../../../src-main/db/open-store.ts';
import { withStudio } from '../../../src-main/cli/studio/with-studio.ts';
import { storeRuns } from './long-run.ts';
import { median } from './statistics.ts';

/** One run has as many steps as all others together. */
const RUNS = 1000;
const STEPS_OF_LONG_RUN = 1_000_000;
const STEPS_OF_OTHERS = 1000;
const POINTS_OF_A_CURVE = 2000;
const REPETITIONS = 15;

export interface RunStoreSpeed {
  runs: number;
  steps: number;
  /** Medians of what a caller waits for, with all checks of the contract. */
  listMs: number;
  curveMs: number;
  /** From the call to the last freed page, and the longest that any other call had to wait meanwhile. */
  deleteMs: number;
  longestWaitMs: number;
}

/** Fills a data folder of its own with a thousand runs, and reads, thins and deletes. */
export async function measureRunStore(): Promise<RunStoreSpeed> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kioku-bench-'));
  try {
    await withStudio({ 'data-dir': dataDir }, ({ client }) => client.datasets.importSample({ sampleId: 'brackets' }));
    const store = await openStore(dataDir);
    storeRuns(store, [STEPS_OF_LONG_RUN, ...new Array<number>(RUNS - 1).fill(STEPS_OF_OTHERS)]);
    await store.close();
    return await withStudio({ 'data-dir': dataDir }, async ({ client }) => {
      const runs = await client.runs.list();
      const runId = 'run-0';
      const list = await timed(() => client.runs.list());
      const curve = await timed(() => client.runs.metrics({ runId, afterStep: 0, maxPoints: POINTS_OF_A_CURVE }));
      const began = performance.now();
      let deleting = true;
      const deletion = client.runs
        .delete({ runId })
        .then(() => client.trash.empty({}))
        .finally(() => (deleting = false));
      let longestWaitMs = 0;
      while (deleting) {
        const asked = performance.now();
        await setImmediate();
        await client.runs.get({ runId: 'run-1' });
        longestWaitMs = Math.max(longestWaitMs, performance.now() - asked);
      }
      await deletion;
      return {
        runs: runs.length,
        steps: STEPS_OF_LONG_RUN + (RUNS - 1) * STEPS_OF_OTHERS,
        listMs: list,
        curveMs: curve,
        deleteMs: performance.now() - began,
        longestWaitMs,
      };
    });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const durations: number[] = [];
  for (let n = 0; n < REPETITIONS; n++) {
    const began = performance.now();
    await work();
    durations.push(performance.now() - began);
  }
  return median(durations);
}
