import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { defineCommand } from '../command.ts';
import { INTERRUPTED } from '../interruption.ts';
import { withHost } from '../open-host.ts';
import { choice, positiveNumber, required, text, wholeNumber, withDefault } from '../options.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { optimizerTypes, trainingChanges } from '../training/training-changes.ts';
import { followTraining } from '../training/follow-training.ts';
import { jsonReporter } from '../training/json-reporter.ts';
import { textReporter } from '../training/text-reporter.ts';
import { UsageError } from '../usage-error.ts';

const LARGEST_SEED = 2 ** 32 - 1;
const LONGEST_NAME = 255;

export const train = defineCommand({
  description:
    'Trains a network on a UTF-8 text file and stores the run, with its checkpoints, in the data folder. ' +
    'Ctrl-C stops it with a checkpoint, from which it can go on.',
  positionals: null,
  options: {
    data: required(text('FILE', 'the text to learn from')),
    preset: withDefault(text('ID', 'the network: char-rnn-s, char-rnn-m or char-rnn-l'), 'char-rnn-s'),
    epochs: wholeNumber('N', 'passes over the text (the preset’s if left out)', 1, 1_000_000),
    'max-steps': wholeNumber('N', 'ends after this many optimizer steps', 1),
    seed: wholeNumber('N', 'decides all that is random: the same seed trains the same network', 0, LARGEST_SEED),
    backend: choice(['auto', 'reference', 'wasm'], 'what computes; reference is exact and slow'),
    optimizer: choice(optimizerTypes, 'how gradients change the weights (the preset’s if left out)'),
    'learning-rate': positiveNumber('X', 'the length of the optimizer’s steps'),
    name: text('NAME', 'a name for the run'),
    'data-dir': dataDirOption,
    json: jsonOption,
  },
  examples: [
    'kioku train --data novel.txt',
    'kioku train --data novel.txt --preset char-rnn-m --epochs 20 --name "Second try"',
    'kioku train --data novel.txt --optimizer rmsprop --learning-rate 0.002 --seed 7 --json',
  ],
  async run(values) {
    if (values.name !== undefined && !(values.name.length >= 1 && values.name.length <= LONGEST_NAME))
      throw new UsageError(`--name takes 1 to ${LONGEST_NAME} characters.`);
    const file = await openText(values.data);
    return withHost(values['data-dir'], async ({ client }) => {
      const presets = await client.runs.presets();
      const preset = presets.find(({ id }) => id === values.preset);
      if (!preset)
        throw new UsageError(`--preset is one of ${presets.map(({ id }) => id).join(', ')}, not “${values.preset}”.`);
      const dataset = await client.datasets.import({ name: basename(values.data), file });
      const run = await client.runs.start({
        datasetId: dataset.id,
        presetId: preset.id,
        train: trainingChanges(preset.train, {
          epochs: values.epochs,
          maxSteps: values['max-steps'],
          seed: values.seed,
          backend: values.backend,
          optimizer: values.optimizer,
          learningRate: values['learning-rate'],
        }),
        ...(values.name !== undefined && { name: values.name }),
      });
      const reporter = values.json ? jsonReporter() : textReporter(process.stdout);
      const { interrupted } = await followTraining(client, run, reporter);
      if (!values.json) process.stdout.write(nextStep(run.id, interrupted, values['data-dir']));
      return interrupted ? INTERRUPTED : 0;
    });
  },
});

/** Throws, in words for a person, where there is no such file. */
async function openText(path: string): Promise<Blob> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}.`,
    );
  });
  if (!found.isFile()) throw new Error(`${path} is not a file. Give the path of one text file.`);
  return openAsBlob(path);
}

function nextStep(runId: string, interrupted: boolean, dataDir: string | undefined): string {
  const command = interrupted ? `resume --run ${runId}` : `generate --run ${runId} --length 400`;
  return `${interrupted ? 'Go on with' : 'Let it write'}: ${suggestedCommand(command, dataDir)}\n`;
}
