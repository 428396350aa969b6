import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { defineCommand } from '../command.ts';
import { INTERRUPTED } from '../interruption.ts';
import { withHost } from '../open-host.ts';
import { choice, positiveNumber, required, text, wholeNumber, withDefault } from '../options.ts';
import { dataDirOption, jsonOption } from '../shared-options.ts';
import { suggestedCommand } from '../suggested-command.ts';
import { readModel } from '../read-model.ts';
import { tokenizerSpec, tokenizerTypes } from '../training/tokenizer-option.ts';
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
    preset: text('ID', 'the network: char-rnn-s (if left out), char-rnn-m or char-rnn-l'),
    model: text('FILE', 'an own network instead, as JSON; its input and output layers are made to fit the text'),
    tokenizer: withDefault(choice(tokenizerTypes, 'what the text is cut into'), 'character'),
    'minimum-frequency': withDefault(wholeNumber('N', 'rarer characters or words become one unknown token', 1), 1),
    locale: text('TAG', 'whose rules cut words: en (if left out), ja, pt-BR…'),
    vocabulary: wholeNumber('N', 'tokens that bpe learns, with the 256 bytes (1000 if left out)', 257, 65_536),
    epochs: wholeNumber('N', 'passes over the text (the preset’s if left out)', 1, 1_000_000),
    'max-steps': wholeNumber('N', 'ends after this many optimizer steps', 1),
    seed: wholeNumber('N', 'decides all that is random: the same seed trains the same network', 0, LARGEST_SEED),
    backend: choice(['auto', 'reference', 'wasm'], 'what computes; reference is exact and slow'),
    optimizer: choice(optimizerTypes, 'how gradients change the weights (the preset’s if left out)'),
    'learning-rate': positiveNumber('X', 'the length of the optimizer’s steps'),
    'batch-size': wholeNumber('N', 'pieces of text that are read side by side', 1, 65_536),
    'sequence-length': wholeNumber('N', 'tokens through which the error is sent back', 1, 65_536),
    name: text('NAME', 'a name for the run'),
    'data-dir': dataDirOption,
    json: jsonOption,
  },
  examples: [
    'kioku train --data novel.txt',
    'kioku train --data novel.txt --preset char-rnn-m --epochs 20 --name "Second try"',
    'kioku train --data novel.txt --tokenizer word --minimum-frequency 3 --model my-model.json',
    'kioku train --data novel.txt --optimizer rmsprop --learning-rate 0.002 --seed 7 --json',
  ],
  async run(values) {
    if (values.name !== undefined && !(values.name.length >= 1 && values.name.length <= LONGEST_NAME))
      throw new UsageError(`--name takes 1 to ${LONGEST_NAME} characters.`);
    if (values.preset !== undefined && values.model !== undefined)
      throw new UsageError('Either --preset or --model is given, not both.');
    const tokenizer = tokenizerSpec({
      type: values.tokenizer,
      minimumFrequency: values['minimum-frequency'],
      locale: values.locale,
      vocabularySize: values.vocabulary,
    });
    const file = await openText(values.data);
    const own = values.model === undefined ? null : await readModel(values.model);
    return withHost(values['data-dir'], async ({ client }) => {
      const presets = await client.runs.presets();
      const presetId = values.preset ?? 'char-rnn-s';
      const preset = presets.find(({ id }) => id === presetId);
      if (!preset)
        throw new UsageError(`--preset is one of ${presets.map(({ id }) => id).join(', ')}, not “${presetId}”.`);
      const dataset = await client.datasets.import({ name: basename(values.data), file });
      const run = await client.runs.start({
        datasetId: dataset.id,
        ...(own === null ? { presetId } : { model: own }),
        tokenizer,
        train: trainingChanges(own === null ? preset.train : defaultTraining(own.task), {
          epochs: values.epochs,
          maxSteps: values['max-steps'],
          seed: values.seed,
          backend: values.backend,
          optimizer: values.optimizer,
          learningRate: values['learning-rate'],
          batchSize: values['batch-size'],
          sequenceLength: values['sequence-length'],
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
