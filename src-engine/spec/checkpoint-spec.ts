/** Everything that training needs to go on bit for bit, tensors aside. Random numbers are a function of (seed, step): no generator state. */
export interface TrainingProgress {
  /** Optimizer steps done. */
  step: number;
  /** Epochs finished. */
  epoch: number;
  /** Batches of the current epoch that were consumed. */
  batchInEpoch: number;
  elapsedMs: number;
  /** Sums over the current epoch, for its mean training loss. */
  epochLossSum: number;
  epochTokenCount: number;
  /** The lowest validation loss of any epoch, and that epoch. */
  bestValidationLoss: number | null;
  bestEpoch: number | null;
  earlyStopping: Patience;
  plateau: Patience;
  /** Factor that reduce-on-plateau has reached; 1 otherwise. */
  plateauFactor: number;
  /** The step after which the optimizer began anew, with nothing gathered, because another type took over; 0 when left out. */
  optimizerSince?: number;
  /** The first step in an unbroken series of losses that are too high, which may become a divergence; left out: the last loss was not. */
  divergingSince?: number;
}

/** Counts the epochs in which a validation loss has not improved by more than the `minDelta` of the rule that watches it. */
export interface Patience {
  /** The loss at the last improvement; null before the first epoch. */
  reference: number | null;
  epochsWithoutImprovement: number;
}

/**
 * Named tensors as little-endian bytes. Names: `parameter/1.kernel`, `optimizer/1.kernel/0`, `state/1.h`, `best/1.kernel`; in the last
 * checkpoint of a run that went back to its best epoch `last/1.kernel`, where training would go on.
 */
export interface NamedTensor {
  name: string;
  shape: number[];
  type: 'float32' | 'float64';
  bytes: Uint8Array;
}

export interface Checkpoint {
  progress: TrainingProgress;
  tensors: NamedTensor[];
}

/**
 * branch: it is where the run began, in another run or with vectors of words; or with the parameters that were drawn, of a run that
 * diverged before anything was saved.
 */
export type CheckpointReason = 'epoch' | 'interval' | 'best' | 'pause' | 'stop' | 'finish' | 'request' | 'branch';

/** A place in a training: the end of so many epochs, or of so many optimizer steps. */
export interface StopPlace {
  unit: 'epochs' | 'steps';
  count: number;
}
