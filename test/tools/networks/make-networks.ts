import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineCommand } from '../../../src-main/cli/command.ts';
import { formatBytes } from '../../../src-main/cli/formats.ts';
import { INTERRUPTED } from '../../../src-main/cli/interruption.ts';
import { text, wholeNumber } from '../../../src-main/cli/options.ts';
import { projectFolder } from '../../../src-main/cli/project.ts';
import type { Studio } from '../../../src-main/cli/studio/studio.ts';
import { UsageError } from '../../../src-main/cli/usage-error.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { networkTrainings, type NetworkTraining } from './trainings.ts';

/** Enough for every checkpoint of a training. */
const ALL = 100_000;

export const makeNetworks = defineCommand({
  description:
    'Trains the networks that come with the studio, each from a sample and a seed that come along too, and writes them as bundles.',
  positionals: {
    placeholder: 'ID…',
    description: `some of ${networkTrainings.map(({ id }) => id).join(', ')} (all if left out)`,
    minimum: 0,
  },
  options: {
    out: text('FOLDER', 'where the bundles go (resources/networks if left out)'),
    threads: wholeNumber('N', 'worker threads of the engine, which change no number', 1, 64),
  },
  examples: ['npm run -s kioku -- make-networks', 'npm run -s kioku -- make-networks japanese-writer --threads 1'],
  async run({ out, threads }, ids) {
    const unknown = ids.find((id) => networkTrainings.every((training) => training.id !== id));
    if (unknown !== undefined) throw new UsageError(`There is no network ${unknown}.`);
    const trainings = networkTrainings.filter(({ id }) => ids.length === 0 || ids.includes(id));
    const folder = out ?? join(projectFolder, 'resources', 'networks');
    await mkdir(folder, { recursive: true });
    const { withStudio } = await import('../../../src-main/cli/studio/with-studio.ts');
    const dataDir = await mkdtemp(join(tmpdir(), 'kioku-networks-'));
    try {
      return await withStudio({ 'data-dir': dataDir }, async (studio) => {
        for (const training of trainings) {
          const run = await trainNetwork(studio, training, threads ?? null);
          if (run === null) return INTERRUPTED;
          await writeNetwork(studio, run, training, join(folder, `${training.id}.kioku`));
        }
        return 0;
      });
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
});

/** Returns null when the person has interrupted it. */
async function trainNetwork(
  studio: Studio,
  { sampleId, name, model, train, everySteps }: NetworkTraining,
  threads: number | null,
): Promise<RunRecord | null> {
  const { followTraining } = await import('../../../src-main/cli/training/follow-training.ts');
  const { textReporter } = await import('../../../src-main/cli/training/text-reporter.ts');
  const { client } = studio;
  const dataset = await client.datasets.importSample({ sampleId });
  const checkpoints = { everyEpoch: false, everySteps, everyMinutes: null, keepLast: ALL, keepBest: 1 };
  const started = await client.runs.start({
    datasetId: dataset.id,
    name,
    model,
    train: { ...train, threads, checkpoints },
  });
  const { run, interrupted } = await followTraining(studio, started, textReporter(process.stdout));
  return interrupted ? null : run;
}

async function writeNetwork(
  studio: Studio,
  run: RunRecord,
  { keptSteps }: NetworkTraining,
  path: string,
): Promise<void> {
  const { slimBundle } = await import('./slim-bundle.ts');
  const options = { allCheckpoints: true };
  for await (const update of await studio.client.exports.create({ runId: run.id, format: 'kioku', options })) {
    if (update.type !== 'exported') continue;
    await slimBundle(await studio.exportedFile(update.export), path, keptSteps);
  }
  process.stdout.write(`${path}: ${formatBytes((await stat(path)).size)}\n`);
}
