import { StudioError } from '../../contract/errors.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../contract/runs/checkpoint-records.ts';
import { markTold } from '../failure.ts';
import { onInterruption } from '../interruption.ts';
import { cheapBaselines } from '../metrics/baselines.ts';
import type { Studio } from '../studio/studio.ts';
import { reportUntilOver } from './report-until-over.ts';
import type { TrainingReporter } from './training-reporter.ts';

export interface FollowedTraining {
  run: RunRecord;
  /** The person pressed Ctrl-C, and the run stopped before its end. */
  interrupted: boolean;
}

/**
 * Reports a running training until it is over, also where the host that trains it ends before. Ctrl-C stops this run, with a checkpoint,
 * and no other. Throws StudioError when the training failed or diverged.
 */
export async function followTraining(
  studio: Studio,
  started: RunRecord,
  reporter: TrainingReporter,
): Promise<FollowedTraining> {
  const runId = started.id;
  let interrupted = false;
  const stopListening = onInterruption(() => {
    interrupted = true;
    reporter.stopping();
    // It may be over already; then the updates say so.
    studio.client.runs.stop({ runId }).catch(() => undefined);
  });
  try {
    reporter.started(started);
    const run = await reportUntilOver(studio, started, { reporter, isInterrupted: () => interrupted });
    const usedId = usedCheckpoint(await studio.client.runs.checkpoints({ runId }))?.id ?? null;
    if (run.state === 'diverged') {
      reporter.diverged(run, usedId);
      throw markTold(trainingFailure(run));
    }
    if (run.state === 'failed' || run.state === 'interrupted') throw trainingFailure(run);
    reporter.ended(run, usedId, interrupted ? [] : await cheapBaselines(studio.client, run));
    return { run, interrupted: interrupted && run.state === 'stopped' };
  } finally {
    // After a Ctrl-C the next one is the second, until the process ends.
    if (!interrupted) stopListening();
  }
}

/** The checkpoint that generation uses when none is named: the best by validation loss, else the last. */
function usedCheckpoint(checkpoints: readonly CheckpointRecord[]): CheckpointRecord | undefined {
  const byStep = checkpoints.toSorted((a, b) => b.step - a.step);
  const judged = byStep.filter(({ validationLoss }) => validationLoss !== null);
  const best = Math.min(...judged.map(({ validationLoss }) => validationLoss ?? Infinity));
  return judged.find(({ validationLoss }) => validationLoss === best) ?? byStep[0];
}

function trainingFailure(run: RunRecord): StudioError {
  if (run.error !== null) return StudioError.relayed(run.error);
  return new StudioError('engine-failed', 'The training ended unexpectedly.', { reason: 'ended' });
}
