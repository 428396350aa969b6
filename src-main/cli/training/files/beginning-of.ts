import type { StudioClient } from '../../../contract/contract.ts';
import { StudioError } from '../../../contract/errors.ts';
import type { RunRecord } from '../../../contract/runs/run-records.ts';
import type { CheckpointRecord } from '../../../contract/runs/checkpoint-records.ts';
import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import { findRun } from '../../find-run.ts';
import type { StudioValues } from '../../studio/with-studio.ts';

/** Finds the run and the checkpoint that a training begins with: the last one, the best one, that of a step, or one by its id. */
export async function beginningOf(
  client: StudioClient,
  { run: wanted, checkpoint = 'last' }: NonNullable<TrainingFile['from']>,
  where: Partial<StudioValues>,
): Promise<{ run: RunRecord; checkpointId: string }> {
  const run = await findRun(client, wanted, where);
  const newestFirst = (await client.runs.checkpoints({ runId: run.id })).toSorted((a, b) => b.step - a.step);
  const found = chosen(newestFirst, checkpoint);
  if (found !== undefined) return { run, checkpointId: found.id };
  const message =
    newestFirst.length === 0
      ? `${run.name} has no checkpoint, so there are no weights to begin with.`
      : `${run.name} has no checkpoint “${checkpoint}”. It has those of the steps ${newestFirst.map(({ step }) => step).join(', ')}.`;
  throw new StudioError('checkpoint-not-found', message);
}

function chosen(newestFirst: readonly CheckpointRecord[], wanted: string): CheckpointRecord | undefined {
  if (wanted === 'last') return newestFirst[0];
  if (wanted === 'best') {
    const judged = newestFirst.filter(({ validationLoss }) => validationLoss !== null);
    const best = Math.min(...judged.map(({ validationLoss }) => validationLoss ?? Infinity));
    return judged.find(({ validationLoss }) => validationLoss === best) ?? newestFirst[0];
  }
  return (
    newestFirst.find(({ id, name }) => id === wanted || name === wanted) ??
    newestFirst.find(({ step }) => /^\d+$/.test(wanted) && step === Number(wanted)) ??
    newestFirst.find(({ id }) => id.startsWith(wanted))
  );
}
