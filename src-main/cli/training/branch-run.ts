import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { TrainingFile } from '../../contract/training-files/training-file.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { UsageError } from '../usage-error.ts';
import { beginningOf } from './files/beginning-of.ts';
import { settled } from './files/decided-training.ts';
import { requireVariantOf } from './require-variant.ts';

type Branching = StudioValues & { 'start-at': number | undefined };

/** Starts a run that goes on from a checkpoint of another one, on its data, with the settings that the file decides. */
export async function branchRun(
  client: StudioClient,
  { from, name, train = {} }: TrainingFile,
  values: Branching,
): Promise<RunRecord> {
  if (from === undefined) throw new UsageError('--run says which run is branched.');
  const { run, checkpointId } = await beginningOf(client, from, values);
  const settings = settled(run.train, train);
  await requireVariantOf(client, { id: run.id, train: { ...run.train, ...settings } }, values);
  const startAt = values['start-at'];
  return client.runs.branch({
    checkpointId,
    train: settings,
    ...(name !== undefined && { name }),
    ...(startAt !== undefined && { startAt }),
  });
}
