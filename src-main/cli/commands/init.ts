import type { TrainingFile } from '../../contract/training-files/training-file.ts';
import { defineCommand } from '../command.ts';
import { documentOption } from '../shared-options.ts';
import { fileOfOptions, fileOptions } from '../training/files/file-options.ts';
import { initialFile } from '../training/files/initial-file.ts';

export const init = defineCommand({
  description:
    'Writes a training as a file in YAML, with a comment on every field: what kioku train would do with the same options. With --preset, ' +
    'all settings of that preset are in it; without one they are chosen for the budget when the file is trained.',
  positionals: null,
  options: {
    ...fileOptions,
    json: { ...documentOption, description: 'writes the same as JSON' },
  },
  examples: [
    'kioku init --preset char-rnn-s --data novel.txt > run.yaml',
    'kioku init --data reviews.csv --text review --label stars --budget 10m > run.yaml',
    'kioku init --preset word-lm --dataset novel.txt --epochs 20 --json > run.json',
  ],
  async run(values) {
    const given = await fileOfOptions(values);
    const file: TrainingFile = initialFile(given);
    const { writeTrainingFile } = await import('../../training-files/write-training-file.ts');
    process.stdout.write(
      values.json ? `${JSON.stringify({ version: 1, ...file }, null, 2)}\n` : writeTrainingFile(file, heading),
    );
    return 0;
  },
});

const heading = [
  'yaml-language-server: $schema=schema.json',
  'A training of Kioku Studio. Train it with: kioku train --config THIS_FILE',
  'The schema, with which editors complete it, is written by: kioku schema > schema.json',
  '',
];
