import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { StudioClient } from '../../contract/contract.ts';
import { StudioError } from '../../contract/errors.ts';
import type { DatasetRecord, RunRecord } from '../../contract/records.ts';
import { findRun } from '../find-run.ts';
import { formatCount } from '../formats.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { trainingChanges, type WantedTraining } from './training-changes.ts';

interface WeightsTraining {
  /** The run whose weights are taken, as a person names it. */
  wanted: string;
  dataset: DatasetRecord;
  changes: WantedTraining;
  name: string | undefined;
  startAt: number | undefined;
  /** The place of the studio, as a person names it. */
  where: Partial<StudioValues>;
}

/** Starts a run that begins with the last weights of another one and learns from a dataset; says what of it the network does not know. */
export async function trainWeights(
  client: StudioClient,
  { wanted, dataset, changes, name, startAt, where }: WeightsTraining,
): Promise<RunRecord> {
  const { id, train, name: weightsName } = await findRun(client, wanted, where);
  const [last] = (await client.runs.checkpoints({ runId: id })).toSorted((a, b) => b.step - a.step);
  if (last === undefined)
    throw new StudioError(
      'checkpoint-not-found',
      `${weightsName} has no checkpoint, so there are no weights to begin with.`,
    );
  const of = { checkpointId: last.id, datasetId: dataset.id };
  const { unknown } = await client.runs.checkDataset(of);
  if (unknown !== null && unknown.count > 0) {
    const samples = unknown.samples.map((token) => JSON.stringify(token)).join(' ');
    const count = `${formatCount(unknown.count)} (${(100 * unknown.share).toFixed(2)} %)`;
    process.stderr.write(
      `Not in the vocabulary of ${weightsName}, and passed over: ${count} of the tokens: ${samples}\n`,
    );
  }
  return client.runs.trainOnDataset({
    ...of,
    train: wantedOnly(trainingChanges(train, changes)),
    ...(name !== undefined && { name }),
    ...(startAt !== undefined && { startAt }),
  });
}

/** The host chooses the settings that nobody has asked for. */
function wantedOnly(changes: Partial<TrainSpec>): Partial<TrainSpec> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
