import type { StudioClient } from '../../contract/contract.ts';
import { StudioError } from '../../contract/errors.ts';
import type { CheckpointRecord, RunRecord } from '../../contract/records.ts';
import { onInterruption } from '../interruption.ts';
import type { EpochRecord, TrainingReporter } from './training-reporter.ts';

export interface FollowedTraining {
  run: RunRecord;
  /** The person pressed Ctrl-C, and the run stopped before its end. */
  interrupted: boolean;
}

/**
 * Reports a running training until it is over. Ctrl-C stops it with a checkpoint. Throws StudioError when the training failed.
 */
export async function followTraining(
  client: StudioClient,
  started: RunRecord,
  reporter: TrainingReporter,
): Promise<FollowedTraining> {
  const runId = started.id;
  let interrupted = false;
  const stopListening = onInterruption(() => {
    interrupted = true;
    reporter.stopping();
    // It may be over already; then the updates say so.
    client.runs.stop({ runId }).catch(() => undefined);
  });
  try {
    reporter.started(started);
    const run = await reportUntilOver(client, started, reporter);
    if (run.state === 'failed' || run.state === 'interrupted') throw trainingFailure(run);
    reporter.ended(run, usedCheckpoint(await client.runs.checkpoints({ runId }))?.id ?? null);
    return { run, interrupted: interrupted && run.state === 'stopped' };
  } finally {
    // After a Ctrl-C the next one is the second, until the process ends.
    if (!interrupted) stopListening();
  }
}

async function reportUntilOver(
  client: StudioClient,
  started: RunRecord,
  reporter: TrainingReporter,
): Promise<RunRecord> {
  const runId = started.id;
  let run = started;
  let lastEpoch = started.epoch;
  const reportEpochs = (epochs: readonly EpochRecord[]) => {
    for (const epoch of epochs) {
      if (epoch.epoch <= lastEpoch) continue;
      lastEpoch = epoch.epoch;
      reporter.epochEnded(run, epoch);
    }
  };
  for await (const update of await client.runs.watch({ runId })) {
    run = update.run;
    reportEpochs(update.epochs);
    reporter.progressed(run, update.steps);
    if (run.state !== 'queued' && run.state !== 'running') break;
  }
  // A short training may have ended an epoch before the first update.
  const { epochs } = await client.runs.metrics({ runId, afterStep: started.step, maxPoints: 10 });
  reportEpochs(epochs);
  return run;
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
