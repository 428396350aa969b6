import type { CheckpointSpace, CheckpointRecord } from '../../contract/runs/checkpoint-records.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { checkpointSpaceOption } from '../byte-size.ts';
import { defineCommand } from '../command.ts';
import { findCheckpoint } from '../find-checkpoint.ts';
import { findRun } from '../find-run.ts';
import { lossBits } from '../../../src-engine/losses/perplexity.ts';
import { describeSpace, formatBytes, formatCount, formatLoss, formatTable } from '../formats.ts';
import { bitsText } from '../metrics/baselines.ts';
import { flag, text, wholeNumber, withDefault } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { UsageError } from '../usage-error.ts';

export const checkpoints = defineCommand({
  description:
    'Lists the checkpoints that are kept of a run, from its beginning, and the room that they take. Changes that room, or keeps one ' +
    'of them whatever the room.',
  positionals: null,
  options: {
    run: withDefault(text('ID', 'the run, by its id, the beginning of it, or its name'), 'last'),
    space: checkpointSpaceOption('changes the room for all checkpoints of the run: 500MB, 2GB…'),
    step: wholeNumber('N', 'the step of the checkpoint that --pin, --unpin or --name are about', 0),
    pin: flag('keeps it, however little room there is'),
    unpin: flag('takes that back'),
    name: text('TEXT', 'gives it a name, which keeps it too; "" takes the name away'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku checkpoints',
    'kioku checkpoints --run 3f2a --space 1GB',
    'kioku checkpoints --run 3f2a --step 1200 --pin --name "before it closed quotes"',
  ],
  run: async (values) => {
    const { step, pin, unpin, name } = values;
    if (pin && unpin) throw new UsageError('--pin and --unpin exclude each other.');
    if ((step !== undefined) !== (pin || unpin || name !== undefined))
      throw new UsageError('--step goes with --pin, --unpin or --name.');
    if (name !== undefined && name.trim().length > 100) throw new UsageError('--name takes at most 100 characters.');
    return withExistingStudio(values, async ({ client }) => {
      const run = await findRun(client, values.run, values);
      if (step !== undefined) {
        const { id: checkpointId } = await findCheckpoint(client, run, step);
        await client.runs.keepCheckpoint({
          checkpointId,
          ...((pin || unpin) && { isPinned: pin }),
          ...(name !== undefined && { name: name.trim() || null }),
        });
      }
      if (values.space !== undefined) await client.runs.setCheckpointSpace({ runId: run.id, spaceBytes: values.space });
      const list = await client.runs.checkpoints({ runId: run.id });
      const space = await client.runs.checkpointSpace({ runId: run.id });
      process.stdout.write(values.json ? jsonLines(run, list, space) : describe(run, list, space));
      return 0;
    });
  },
});

function jsonLines(run: RunRecord, list: readonly CheckpointRecord[], space: CheckpointSpace): string {
  const records = [{ runId: run.id, space }, ...list];
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

function describe(run: RunRecord, list: readonly CheckpointRecord[], space: CheckpointSpace): string {
  const rows = list.map((checkpoint) => [
    formatCount(checkpoint.step),
    formatCount(checkpoint.restoredEpoch ?? checkpoint.epoch),
    formatLoss(checkpoint.validationLoss),
    bitsText(lossBits(checkpoint.validationLoss, run)?.perCharacter ?? null),
    formatBytes(checkpoint.bytes),
    checkpoint.reason === 'branch' ? 'beginning' : checkpoint.reason,
    marksOf(checkpoint, run),
  ]);
  const table = formatTable(
    [['step', 'epoch', 'loss', 'bits/char', 'size', 'saved at', 'kept as'], ...rows],
    [0, 1, 2, 3, 4],
  );
  return `${run.name}: ${describeSpace(space)}\n${table}\n`;
}

function marksOf({ isPinned, name, validationLoss, restoredEpoch }: CheckpointRecord, run: RunRecord): string {
  const isBest = validationLoss !== null && validationLoss === run.bestValidationLoss;
  return (
    [
      isBest && 'best',
      restoredEpoch !== null && 'put back at the end',
      isPinned && 'pinned',
      name !== null && `“${name}”`,
    ]
      .filter(Boolean)
      .join(', ') || '–'
  );
}
