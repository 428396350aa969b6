import { expect, test } from 'vitest';
import { modelTemplates } from '../../../src-engine/models/templates.ts';
import { parseTrainingFile } from '../../../src-main/training-files/parse-training-file.ts';
import { writeTrainingFile } from '../../../src-main/training-files/write-training-file.ts';

const problemsOf = (text: string, name = 'run.yaml'): string[] => {
  try {
    parseTrainingFile(text, name);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

test.each(modelTemplates(30))('the settings of $id survive being written and read', ({ model, tokenizer, train }) => {
  const file = {
    name: 'A run: #1',
    data: { file: 'a b.txt' },
    tokenizer,
    model,
    train: { ...train, classWeights: [1, 0.1] },
  };
  expect(parseTrainingFile(writeTrainingFile(file, ['A heading']), 'run.yaml')).toEqual({ version: 1, ...file });
  expect(parseTrainingFile(JSON.stringify(file), 'run.json')).toEqual(file);
});

test('every setting that is written has a comment', () => {
  const [preset] = modelTemplates(30);
  const lines = writeTrainingFile({ preset: 'char-rnn-s', train: preset.train }, []).split('\n');
  const settings = lines.flatMap((line, place) =>
    /^ *[a-zA-Z0-9]+:/.test(line) && !/^ *type:/.test(line) ? [place] : [],
  );
  expect(settings.length).toBeGreaterThan(25);
  for (const place of settings) expect(lines[place - 1]).toMatch(/^ *# \S/);
});

test('a mistake names the line, the field, and what would do', () => {
  const text = `data:
  file: a.txt
  columms: { text: a }
train:
  epoch: 3
  seed: -1
  optimizer:
    type: adm
  clip: { type: norm, maxi: 3 }
  schedule: {}
  checkpoints: { everyEpoch: yes }
  labelSmoothing: 1
model:
  layers:
    - { type: lstm, unit: 3 }
budget: 5 minutes
`;
  expect(problemsOf(text)).toEqual([
    expect.stringMatching(
      /^run\.yaml:3:3: data\.columms: there is no such field\. Did you mean columns\? What can stand here: file, dataset, /,
    ),
    expect.stringMatching(/^run\.yaml:5:3: train\.epoch: there is no such field\. Did you mean epochs\?/),
    'run.yaml:6:9: train.seed: takes a whole number from 0 to 4294967295, not “-1”.',
    'run.yaml:8:11: train.optimizer.type: takes one of sgd, momentum, rmsprop, adagrad, adam, adamw, not “adm”. Did you mean adam?',
    'run.yaml:9:23: train.clip.maxi: there is no such field. Did you mean max? What can stand here: type, max.',
    'run.yaml:10:3: train.schedule: type is missing: one of constant, step, exponential, cosine, reduce-on-plateau.',
    'run.yaml:11:30: train.checkpoints.everyEpoch: takes true or false, not “yes”.',
    'run.yaml:12:19: train.labelSmoothing: takes a number from 0 to below 1, not “1”.',
    'run.yaml:15:7: model.layers.0: units is missing: a whole number from 1 to 65536.',
    expect.stringMatching(/^run\.yaml:15:21: model\.layers\.0\.unit: there is no such field\. Did you mean units\?/),
    'run.yaml:16:9: budget: takes a time such as 90s, 2m or 1h, or learn, not “5 minutes”.',
  ]);
});

test.each([
  ['train: {epochs: 3', 'run.yaml:1:'],
  ['train:\n  epochs: 3\n  epochs: 4\n', 'run.yaml:3:3: '],
  ['- 1', 'run.yaml:1:1: '],
  [
    'a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]',
    'run.yaml:',
  ],
])('what is no training file is refused with its place: %j', (text, place) => {
  const [first] = problemsOf(text);
  expect(first?.startsWith(place)).toBe(true);
});
