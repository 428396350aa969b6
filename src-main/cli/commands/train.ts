import { defineCommand } from '../command.ts';
import { studioOptions, withStudio } from '../studio/with-studio.ts';
import { text } from '../options.ts';
import { jsonOption } from '../shared-options.ts';
import { fileOptions } from '../training/files/file-options.ts';
import { trainingFileOf } from '../training/files/read-training-file.ts';
import { requireConsistent } from '../training/files/require-consistent.ts';
import { startTime } from '../training/start-time.ts';

export const train = defineCommand({
  description:
    'Trains a network on texts, labelled texts, tokens with tags or numbers and stores the run, with its checkpoints, in the data folder. ' +
    'Ctrl-C stops it with a checkpoint, from which it can go on.',
  positionals: null,
  options: {
    config: text(
      'FILE',
      'a training as a file, in YAML or JSON, as kioku init and kioku runs --config write it; the other options override it, see kioku schema',
    ),
    ...fileOptions,
    'start-at': startTime('TIME', 'waits until then: 22:30, today or tomorrow, or 2027-01-31T22:30'),
    ...studioOptions,
    json: jsonOption,
  },
  examples: [
    'kioku train --data novel.txt',
    'kioku train --data novel.txt --budget 20m',
    'kioku train --data novel.txt --preset char-rnn-m --epochs 20 --name "Second try"',
    'kioku train --dataset reviews.csv --preset bi-lstm-classifier',
    'kioku train --data names.conll',
    'kioku train --data temperatures.csv --time t --predict value --horizon 24',
    'kioku train --data reviews.csv --text review --label stars',
    'kioku train --data novel.txt --preset word-lm --vectors glove.6B.100d.txt --freeze',
    'kioku train --data novel.txt --tokenizer word --minimum-frequency 3 --model my-model.json',
    'kioku train --data reviews.csv --validation held-out.csv',
    'kioku train --data novel.txt --seeds 5',
    'kioku train --data novel.txt --start-at 22:30',
    'kioku train --data other-novel.txt --from 3f2a --epochs 5',
    'kioku train --data novel.txt --optimizer rmsprop --learning-rate 0.002 --seed 7 --json',
    'kioku train --config run.yaml --json',
    'kioku train --config run.yaml --seed 2 --schedule cosine --clip norm --clip-max 1 --early-stopping 3',
  ],
  async run(values) {
    const file = await trainingFileOf(values);
    requireConsistent(file);
    const { trainFile } = await import('../training/train-file.ts');
    return withStudio(values, (studio) => trainFile(studio, file, values));
  },
});
