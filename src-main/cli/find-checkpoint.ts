import type { StudioClient } from '../contract/contract.ts';
import type { RunRecord } from '../contract/runs/run-records.ts';
import type { CheckpointRecord } from '../contract/runs/checkpoint-records.ts';
import { UsageError } from './usage-error.ts';

/** Returns a run's checkpoint at this step. Throws a UsageError that lists the steps with a checkpoint. */
export async function findCheckpoint(client: StudioClient, run: RunRecord, step: number): Promise<CheckpointRecord> {
  const list = await client.runs.checkpoints({ runId: run.id });
  const found = list.find((checkpoint) => checkpoint.step === step);
  if (found !== undefined) return found;
  throw new UsageError(`${run.name} has no checkpoint of step ${step}: ${list.map((each) => each.step).join(', ')}.`);
}
