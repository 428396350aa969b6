import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandList } from '../../../../src-main/cli/command-list.ts';
import { parseOptions } from '../../../../src-main/cli/options.ts';
import { fileFields, optionName } from '../../../../src-main/cli/training/files/file-fields.ts';
import { fileOfOptions, fileOptions } from '../../../../src-main/cli/training/files/file-options.ts';
import { mergeFiles } from '../../../../src-main/cli/training/files/merge-files.ts';
import { schemaFields, type JsonSchema } from '../../../../src-main/contract/training-files/schema-fields.ts';
import { trainingFileJsonSchema } from '../../../../src-main/contract/training-files/training-file.ts';
import { trainSpecSchema } from '../../../../src-main/contract/spec-schemas.ts';

const schema = trainingFileJsonSchema() as JsonSchema;

test('every field of a training file has an option of kioku train, with a description', async () => {
  const train = await commandList.find(({ name }) => name === 'train')?.load();
  const fields = schemaFields(schema, ['model', 'sweep.vary']).filter(
    ({ path }) => !['$schema', 'version'].includes(path.join('.')),
  );
  const names = fields.map(({ path }) => optionName(path));
  for (const name of names) expect(train?.options, name).toHaveProperty(name);
  for (const { path, description } of fields) expect(description, path.join('.')).not.toBe('');
  // A share and a file that validate are one option.
  expect(names.length - new Set(names).size).toBe(1);
  for (const name of Object.keys(trainSpecSchema.shape))
    expect(fields.some(({ path }) => path[0] === 'train' && path[1] === name)).toBe(true);
});

test('each option says what the file says', async () => {
  const { values } = parseOptions(fileOptions, [
    ...['--max-steps', 'none', '--optimizer', 'momentum', '--optimizer-nesterov', 'on', '--learning-rate', '0.1'],
    ...['--schedule', 'step', '--schedule-every-epochs', '2', '--clip', 'value', '--clip-max', '0.5', '--l2', '1e-4'],
    ...['--gradient-accumulation', '4', '--validation', '0.2', '--early-stopping', '3', '--threads', '2'],
    ...['--checkpoints-every-steps', '50', '--checkpoint-space', '1MB', '--clean', 'newlines,nfkc', '--header', 'off'],
    ...['--vary', 'learning-rate=0.1,0.2', '--vary', 'cell=lstm,gru', '--sweep-runs', '3', '--predict', 'a,"b,c"'],
  ]);
  expect(await fileOfOptions(values)).toEqual({
    data: { cleanUps: ['newlines', 'nfkc'], header: false, columns: { predict: ['a', 'b,c'] } },
    train: {
      maxSteps: null,
      optimizer: { type: 'momentum', nesterov: true, learningRate: 0.1 },
      schedule: { type: 'step', everyEpochs: 2 },
      clip: { type: 'value', max: 0.5 },
      l2: 1e-4,
      gradientAccumulation: 4,
      validationFraction: 0.2,
      earlyStopping: { patience: 3 },
      threads: 2,
      checkpoints: { everySteps: 50, spaceBytes: 1_000_000 },
    },
    sweep: { vary: { learningRate: [0.1, 0.2], cell: ['lstm', 'gru'] }, runs: 3 },
  });
  expect(await fileOfOptions(parseOptions(fileOptions, ['--early-stopping', 'none']).values)).toEqual({
    train: { earlyStopping: null },
  });
});

test('options win over the file; what excludes them there gives way', () => {
  const file = {
    data: { dataset: 'a', hash: '0'.repeat(64), validation: 'v.csv' },
    model: { layers: [] },
    train: { epochs: 3, optimizer: { type: 'adam', learningRate: 0.1, beta1: 0.5 }, clip: { type: 'norm', max: 5 } },
  } as const;
  expect(
    mergeFiles(structuredClone(file) as object, {
      data: { file: 'b.txt' },
      preset: 'char-rnn-s',
      train: { optimizer: { learningRate: 0.2 }, clip: { type: 'none' } },
    }),
  ).toEqual({
    data: { file: 'b.txt', validation: 'v.csv' },
    preset: 'char-rnn-s',
    train: { epochs: 3, optimizer: { type: 'adam', learningRate: 0.2, beta1: 0.5 }, clip: { type: 'none' } },
  });
});

test('the published schema is that of the program', () => {
  expect(JSON.parse(readFileSync('resources/training-file.schema.json', 'utf8'))).toEqual(trainingFileJsonSchema());
});

test('every command writes JSON, and options that start trainings take what they are said to take', async () => {
  for (const { name, load } of commandList) expect((await load()).options, name).toHaveProperty('json');
  expect(fileFields.length).toBeGreaterThan(80);
  for (const [option, value, problem] of [
    ['--epochs', 'x', '--epochs takes a whole number from 1 to 1000000, not “x”.'],
    ['--optimizer-beta1', '1', '--optimizer-beta1 takes a number from 0 to below 1, not “1”.'],
    ['--batching', '4', '--batching is one of 1, 2, 3, not “4”.'],
    ['--header', 'yes', '--header is one of on, off, not “yes”.'],
    ['--clean', 'dirt', '--clean takes byte-order-mark, newlines, nfkc or none, not “dirt”.'],
    ['--vary', 'rate=1', '--vary varies cell, learning-rate, units, '],
    ['--vary', 'units=1.5', '--vary units does not take “1.5”'],
  ] as const)
    expect(() => parseOptions(fileOptions, [option, value])).toThrow(problem);
});
