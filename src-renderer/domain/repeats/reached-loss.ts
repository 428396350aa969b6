import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';

/** The best validation loss of a run, or the mean of its last epoch where nothing is held back. */
export const reachedLossOf = ({ bestValidationLoss, trainLoss }: RunRecord): number | null =>
  bestValidationLoss ?? trainLoss;
