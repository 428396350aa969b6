import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { Studio } from '../studio/studio.ts';
import { followTraining, type FollowedTraining } from './follow-training.ts';
import type { TrainingReporter } from './training-reporter.ts';

/** A run of a group in one of these states has nothing more to report. */
const over: readonly RunRecord['state'][] = ['finished', 'stopped', 'failed', 'diverged'];

/**
 * Reports the trainings of a group, one after the other as their turns come, until all are over. Ctrl-C stops the one
 * that trains and takes those that wait out of the queue. A training that diverges or fails is a result of its seed:
 * the others go on.
 */
export async function followGroup(
  studio: Studio,
  runs: readonly RunRecord[],
  reporterOf: () => TrainingReporter,
): Promise<{ runs: RunRecord[]; interrupted: boolean }> {
  let interrupted = false;
  for (const run of runs.filter(({ state }) => !over.includes(state))) {
    if (interrupted) {
      await studio.client.runs.stop({ runId: run.id }).catch(() => undefined);
      continue;
    }
    const followed = await followTraining(studio, run, reporterOf()).catch(
      async (error: unknown): Promise<FollowedTraining> => {
        const ended = await studio.client.runs.get({ runId: run.id });
        if (ended.state !== 'diverged' && ended.state !== 'failed') throw error;
        return { run: ended, interrupted: false };
      },
    );
    interrupted = followed.interrupted;
  }
  const now = await Promise.all(runs.map(({ id }) => studio.client.runs.get({ runId: id })));
  return { runs: now, interrupted };
}
