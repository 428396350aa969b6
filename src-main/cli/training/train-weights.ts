import type { StudioClient } from '../../contract/contract.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { DatasetRecord } from '../../contract/datasets/dataset-records.ts';
import type { DecidedTraining, TrainingFile } from '../../contract/training-files/training-file.ts';
import { formatCount } from '../formats.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { beginningOf } from './files/beginning-of.ts';
import { settled } from './files/decided-training.ts';

interface WeightsTraining {
  from: NonNullable<TrainingFile['from']>;
  dataset: DatasetRecord;
  decided: DecidedTraining;
  name: string | undefined;
  startAt: number | undefined;
  /** The place of the studio, as a person names it. */
  where: Partial<StudioValues>;
}

/** Starts a run that begins with the weights of another one and learns from a dataset; says what of it the network does not know. */
export async function trainWeights(
  client: StudioClient,
  { from, dataset, decided, name, startAt, where }: WeightsTraining,
): Promise<RunRecord> {
  const { run, checkpointId } = await beginningOf(client, from, where);
  const of = { checkpointId, datasetId: dataset.id };
  const { unknown } = await client.runs.checkDataset(of);
  if (unknown !== null && unknown.count > 0) {
    const samples = unknown.samples.map((token) => JSON.stringify(token)).join(' ');
    const count = `${formatCount(unknown.count)} (${(100 * unknown.share).toFixed(2)} %)`;
    process.stderr.write(`Not in the vocabulary of ${run.name}, and passed over: ${count} of the tokens: ${samples}\n`);
  }
  return client.runs.trainOnDataset({
    ...of,
    train: settled(run.train, decided),
    ...(name !== undefined && { name }),
    ...(startAt !== undefined && { startAt }),
  });
}
