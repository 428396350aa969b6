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
  bestValidationLoss: number | null;
  bestEpoch: number | null;
  epochsSinceBest: number;
  /** Factor that reduce-on-plateau has reached; 1 otherwise. */
  plateauFactor: number;
}

/** Named tensors as little-endian bytes. Names: `parameter/1.kernel`, `optimizer/1.kernel/0`, `state/1.h`, `best/1.kernel`. */
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

export type CheckpointReason = 'epoch' | 'interval' | 'best' | 'pause' | 'stop' | 'finish' | 'request';
