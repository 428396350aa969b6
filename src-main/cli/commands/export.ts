import { exportFormatIds, weightPrecisions, type ExportRecord, type OwnCell } from '../../contract/export-records.ts';
import type { StudioClient } from '../../contract/contract.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { formatBytes, formatPerplexity } from '../formats.ts';
import { showProgress } from '../import-model.ts';
import { INTERRUPTED, onInterruption } from '../interruption.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';
import { choice, flag, required, text, withDefault } from '../options.ts';
import { jsonOption, overwriteOption, runOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

export const exportCommand = defineCommand({
  description:
    'Writes a trained network for other programs, the whole run for another studio (kioku), or its metrics as a table (csv). What was ' +
    'written is read back and run, by the runtime that it is for where that is here, and compared with what the studio computes. A network ' +
    'that a format cannot hold exactly is refused.',
  positionals: null,
  options: {
    run: required(runOption),
    format: required(choice(exportFormatIds, 'what is written')),
    out: required(
      text('PATH', 'the new file; a format of several files becomes a folder, or an archive where PATH ends in .zip'),
    ),
    overwrite: overwriteOption,
    checkpoint: withDefault(
      text('best|last|STEP', 'which weights: by validation loss, the last, or those of a step'),
      'best',
    ),
    precision: withDefault(
      choice(weightPrecisions, 'how exactly weights are kept, where the format has a choice'),
      'float32',
    ),
    'include-text': flag('kioku: the dataset goes along, so that training can go on anywhere'),
    'all-checkpoints': flag('kioku: all checkpoints, not only the best, the last and those that are pinned or named'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku export --run last --format onnx --out model.onnx',
    'kioku export --run 3f2a --format pytorch --out my-model/ --checkpoint last',
    'kioku export --run last --format html --out play.html --precision int8',
    'kioku export --run last --format kioku --out moby-dick.kioku --include-text',
  ],
  async run(values) {
    // Heavy: what packs and unpacks.
    const { placeFile, requirePlace } = await import('../place-file.ts');
    const place = { overwrites: values.overwrite };
    await requirePlace(values.out, place);
    return withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const run = await findRun(client, values.run, values);
      const cancellation = new AbortController();
      const stopListening = onInterruption(() => cancellation.abort());
      let exported: ExportRecord | null = null;
      try {
        const stream = await client.exports.create(
          {
            runId: run.id,
            checkpointId: await findCheckpointId(client, run, values.checkpoint),
            format: values.format,
            options: {
              precision: values.precision,
              includeText: values['include-text'],
              allCheckpoints: values['all-checkpoints'],
            },
          },
          { signal: cancellation.signal },
        );
        for await (const update of stream) {
          if (update.type === 'stage') showProgress(`${update.stage}…`);
          else exported = update.export;
        }
      } finally {
        stopListening();
        showProgress('');
      }
      if (exported === null) {
        process.stderr.write('Cancelled. Nothing was written.\n');
        return INTERRUPTED;
      }
      const target = await placeFile(await studio.exportedFile(exported), values.out, place);
      process.stdout.write(
        values.json ? `${JSON.stringify({ ...exported, path: target })}\n` : describe(exported, target),
      );
      return exported.certificate.verdict === 'failed' ? 1 : 0;
    });
  },
});

/** `null` means the best. */
async function findCheckpointId(client: StudioClient, run: RunRecord, wanted: string): Promise<string | null> {
  if (wanted === 'best') return null;
  const checkpoints = (await client.runs.checkpoints({ runId: run.id })).toSorted((a, b) => a.step - b.step);
  if (wanted !== 'last' && !/^\d+$/.test(wanted)) {
    throw new UsageError(`--checkpoint takes best, last or a step, not “${wanted}”.`);
  }
  const found = wanted === 'last' ? checkpoints.at(-1) : checkpoints.find(({ step }) => step === Number(wanted));
  if (found !== undefined) return found.id;
  const steps = checkpoints.map(({ step }) => step).join(', ');
  const message =
    steps === ''
      ? 'This run has saved no checkpoint yet.'
      : `There is no checkpoint of step ${wanted}; there are ${steps}.`;
  throw new StudioError('checkpoint-not-found', message, { runId: run.id });
}

const lacksScaling =
  'The file takes and gives numbers that are scaled as for training, and does not say how: the dataset that would tell it is gone, or the network predicts another row than the next.';

function describe({ bytes, sha256, certificate }: ExportRecord, place: string): string {
  const {
    verdict,
    runtime,
    version,
    inputs,
    largestDifference,
    tolerance,
    isRelative,
    reason,
    howTo,
    cost,
    ownCells,
    lacks,
  } = certificate;
  const allowed = isRelative ? `${tolerance} of the largest forecast` : `${tolerance}`;
  const where = version === null ? runtime : `${runtime} ${version}`;
  const verdicts = {
    passed:
      inputs === null
        ? 'read back, and found to be what is stored'
        : `loaded by ${where}: largest difference ${largestDifference?.toExponential(1)} over ${inputs.length} batches (${allowed} may be)`,
    failed: `CHECK FAILED in ${where}: ${reason ?? `largest difference ${String(largestDifference)}, and ${allowed} may be`}`,
    'not-run': `not run here: ${reason ?? ''}`,
  };
  const lines = [`${place}: ${formatBytes(bytes)}`, `sha-256 ${sha256}`, verdicts[verdict]];
  if (lacks !== null) lines.push(lacksScaling);
  for (const cell of ownCells) lines.push(describeCell(cell));
  if (howTo !== null) lines.push(`to check it there: ${howTo}`);
  if (cost !== null) {
    const [exact, rounded] = [formatPerplexity(cost.exactLoss), formatPerplexity(cost.roundedLoss)];
    lines.push(`perplexity on validation data: ${rounded}, before rounding ${exact}`);
  }
  return `${lines.join('\n')}\n`;
}

function describeCell({ layer, usual, lacks, instead }: OwnCell): string {
  const lacking = lacks.map(({ what, name }) => {
    if (what === 'recurrent-dropout') return 'dropout of the state';
    return what === 'gate-activation' ? `${name} gates` : name;
  });
  const cell = instead === null ? `needs another cell than ${usual}` : `${instead} instead of ${usual}`;
  return `${layer}: ${cell}, which has no ${lacking.join(' and no ')}`;
}
