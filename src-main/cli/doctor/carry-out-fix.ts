import type { StudioClient } from '../../contract/contract.ts';
import type { Finding, FindingFix } from '../../contract/doctor/doctor-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { formatCount } from '../formats.ts';
import type { StudioValues } from '../studio/with-studio.ts';
import { quotedArgument, suggestedCommand } from '../suggested-command.ts';

/** The outcome of a fix: its document for programs, and the same in words. */
export interface CarriedOut {
  document: Record<string, unknown>;
  text: string;
}

/** The number of trainings, with the run itself, that tell the noise of seeds from a difference. */
const usualSeeds = 5;

/**
 * Carries out the fix of a finding: begins the branch or the runs, or pins the checkpoint. For a change that only a person
 * can make, it tells what to do. Rejects as `runs.applyFix` does.
 */
export async function carryOutFix(
  client: StudioClient,
  run: RunRecord,
  { rule, fix }: Finding,
  where: Partial<StudioValues>,
): Promise<CarriedOut> {
  if (fix?.kind === 'keep-checkpoint') return keep(client, run, fix, where);
  if (fix?.kind === 'data') return changeData(client, run, fix, where);
  const { id, name } = await client.runs.applyFix({ runId: run.id, rule });
  const resume = suggestedCommand(`resume --run ${id}`, where);
  return { document: { runId: id, name }, text: `${name} is begun. Train it with: ${resume}` };
}

async function keep(
  client: StudioClient,
  run: RunRecord,
  { checkpointId }: Extract<FindingFix, { kind: 'keep-checkpoint' }>,
  where: Partial<StudioValues>,
): Promise<CarriedOut> {
  const { step, isPinned } = await client.runs.keepCheckpoint({ checkpointId, isPinned: true });
  const list = suggestedCommand(`checkpoints --run ${run.id}`, where);
  return {
    document: { checkpointId, step, isPinned },
    text: `The network of step ${formatCount(step)} is pinned: it stays whatever the room for checkpoints. See it with: ${list}`,
  };
}

async function changeData(
  client: StudioClient,
  run: RunRecord,
  { change }: Extract<FindingFix, { kind: 'data' }>,
  where: Partial<StudioValues>,
): Promise<CarriedOut> {
  if (change === 'repeat-with-seeds') return repeat(client, run, where);
  const again = (options: string) =>
    suggestedCommand(`train --dataset ${quotedArgument(run.datasetName)} ${options}`, where);
  const todo = {
    'remove-duplicates': () =>
      `Take the duplicates out of ${run.datasetName} and train on the new file, or let a file of its own validate: ${again('--validation FILE')}`,
    'add-texts': () => `Add texts to ${run.datasetName}, and train on the larger file.`,
    'hold-back-more': () =>
      `Bring more items than ${run.datasetName} has, or let a file of its own validate: ${again('--validation FILE')}`,
    'add-rare-class': () =>
      `Collect more samples of the rare classes of ${run.datasetName}, and train on the larger file.`,
    'other-vectors': () =>
      `Take vectors that were made from texts like those of ${run.datasetName}: ${again('--vectors FILE')}`,
  }[change]();
  return { document: { change, todo }, text: `Nothing was started, since only you can do this. ${todo}` };
}

async function repeat(client: StudioClient, run: RunRecord, where: Partial<StudioValues>): Promise<CarriedOut> {
  const group = await client.runs.repeatWithSeeds({ runId: run.id, seeds: usualSeeds });
  const begun = group.filter(({ id }) => id !== run.id);
  const train = suggestedCommand(`repeat --run ${run.id} --seeds ${usualSeeds}`, where);
  return {
    document: { runIds: begun.map(({ id }) => id), group: group[0]?.group?.name ?? run.name },
    text: `${begun.length} repeats of ${run.name} with other seeds are begun. Train them with: ${train}`,
  };
}
