import type { Checkpoint, TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { CheckpointPolicy } from '../spec/train-spec.ts';

/** A history is saved at most this often, and at first this often. */
const MOST_OFTEN_MS = 2000;
/** Later on after every sixteenth of the time that the run has taken, so that the gaps grow with the run. */
const SHARE_OF_TIME = 1 / 16;
/** Some hundredths of the time go into storing large checkpoints at this rate. */
const BYTES_PER_MS = 1000;
/** A history of fewer checkpoints than this is not worth saving. */
const FEWEST_IN_SPACE = 8;
/** Parameters and what an optimizer gathers for each of them, for a guess before the first whole checkpoint. */
const COPIES = 3;

export interface CheckpointSchedule {
  /** Tells whether the untrained network is saved, whose parameters take `bytes`. */
  savesBeginning(bytes: number): boolean;
  /** To be called with each checkpoint that is handed on. */
  saved(checkpoint: Checkpoint): void;
  /** Tells whether a checkpoint is due after this step, in mid-epoch. */
  isDue(step: number, elapsedMs: number): boolean;
}

/** Says when a run that begins with `progress` saves of itself, apart from the ends of its epochs. */
export function createCheckpointSchedule(policy: CheckpointPolicy, progress: TrainingProgress): CheckpointSchedule {
  const { everySteps, everyMinutes, spaceBytes = 0 } = policy;
  let savedAtMs = progress.elapsedMs;
  let bytes = Infinity;

  const fits = () => bytes * FEWEST_IN_SPACE <= spaceBytes;

  function isHistoryDue(elapsedMs: number): boolean {
    const gap = Math.max(MOST_OFTEN_MS, elapsedMs * SHARE_OF_TIME, bytes / BYTES_PER_MS);
    return fits() && elapsedMs - savedAtMs >= gap;
  }

  return {
    savesBeginning(parameterBytes) {
      bytes = parameterBytes * COPIES;
      return fits();
    },
    saved(checkpoint) {
      savedAtMs = checkpoint.progress.elapsedMs;
      const isWhole = checkpoint.progress.step > 0;
      if (isWhole) bytes = checkpoint.tensors.reduce((sum, tensor) => sum + tensor.bytes.length, 0);
    },
    isDue: (step, elapsedMs) =>
      (everySteps !== null && step % everySteps === 0) ||
      (everyMinutes !== null && elapsedMs - savedAtMs >= everyMinutes * 60_000) ||
      isHistoryDue(elapsedMs),
  };
}
