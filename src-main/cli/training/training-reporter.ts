import type { RunRecord, RunUpdate } from '../../contract/runs/run-records.ts';
import type { Baseline } from '../metrics/baselines.ts';

type StepRecord = RunUpdate['steps'][number];
export type EpochRecord = RunUpdate['epochs'][number];

/** Tells a person, or a program, how a training gets on. */
export interface TrainingReporter {
  started(run: RunRecord): void;
  /** These steps were taken since the last call, none of them after an epoch that is still to be told. */
  stepsTaken(run: RunRecord, steps: readonly StepRecord[]): void;
  epochEnded(run: RunRecord, epoch: EpochRecord): void;
  /** All steps and epochs that the run has behind it have been told. */
  progressed(run: RunRecord): void;
  /** The run is queued, as the engine is busy with another one, or somebody has paused it. */
  waiting(run: RunRecord): void;
  /** The host that trained it has ended, and the run goes on in another one. */
  moved(run: RunRecord): void;
  /** The person pressed Ctrl-C; the last checkpoint is still to be written. */
  stopping(): void;
  /** Its losses grew beyond all use. `checkpointId`: of what it had learnt before; null means nothing. */
  diverged(run: RunRecord, checkpointId: string | null): void;
  /** The training is over. `checkpointId` is what `generate` would use; `baselines` are n-gram models of the same data, if they were measured. */
  ended(run: RunRecord, checkpointId: string | null, baselines: readonly Baseline[]): void;
}

/** The loss that perplexity is told from: on the held-back text where there is one. */
export function judgedLoss(epoch: EpochRecord): number {
  return epoch.validationLoss ?? epoch.trainLoss;
}
