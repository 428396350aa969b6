import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';

/** A run, and which of its checkpoints; null means its best. */
export interface ChosenModel {
  runId: string;
  checkpointId: string | null;
}

/**
 * Returns the model to put beside another: another run, best of the same text, or else the checkpoint of the same run that has learnt the least.
 * `checkpoints` are those of the run.
 */
export function secondModel(
  run: RunRecord,
  runs: readonly RunRecord[],
  checkpoints: readonly CheckpointRecord[],
): ChosenModel {
  const others = runs.filter(({ id, checkpointCount }) => id !== run.id && checkpointCount > 0);
  const other = others.find(({ datasetId }) => datasetId === run.datasetId) ?? others[0];
  if (other !== undefined) return { runId: other.id, checkpointId: null };
  const [first] = checkpoints.toSorted((a, b) => a.step - b.step);
  return { runId: run.id, checkpointId: first?.id ?? null };
}
