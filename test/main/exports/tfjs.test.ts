import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dispose, memory, tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { tableForm } from '../../../src-engine/interchange/numbers/table-form.ts';
import { parityInputs } from '../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { openTfjs, predict, zeroStates } from '../../../src-main/exports/tfjs/run-tfjs.ts';
import { tfjsFormat } from '../../../src-main/exports/tfjs/tfjs-format.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { matrixModel, matrixModels, refusedCells } from './matrix-models.ts';
import { preparedModel, preparedModels } from './prepared-models.ts';
import { testParity, testRawParity } from './test-parity.ts';

const float32 = { precision: 'float32' } as const;

testParity(tfjsFormat, {
  GRU: 'tfjs-reset-after',
  'GRU softsign': 'tfjs-reset-after',
  'GRU relu': 'tfjs-reset-after',
  'GRU hard sigmoid': 'tfjs-reset-after',
  '3 different cells': 'tfjs-reset-after',
  'classifier GRU': 'tfjs-reset-after',
  'bidirectional GRU, concat': 'tfjs-reset-after',
  '2 bidirectional GRUs, sum and concat': 'tfjs-reset-after',
  'bidirectional LSTM below a GRU': 'tfjs-reset-after',
  'regression GRU, bidirectional': 'tfjs-reset-after',
  'LSTM with a tied output': 'keras-tied',
  'classifier with mean pooling': 'keras-pooling',
  'classifier with max pooling': 'tfjs-reset-after',
  'classifier with attention pooling': 'keras-pooling',
  'regression with attention pooling': 'keras-pooling',
  ...refusedCells('tfjs'),
});

testRawParity(tfjsFormat, { 'forecaster of two columns of two series': 'tfjs-reset-after' });

const languageModels = matrixModels.filter(
  ({ trained }) => trained.model.task === 'language-model' && tfjsFormat.refusal(trained, float32) === null,
);

it.each(languageModels)('goes on from the states that came out, step by step: $name', async ({ trained }) => {
  const model = await openTfjs(await tfjsFormat.write(trained, float32));
  const [, input] = parityInputs(trained.model);
  const [expected] = await referenceOutputs(trained, [input]);
  const size = expected.length / (input.batch * input.steps);
  let states = zeroStates(model, input.batch);
  for (let step = 0; step < input.steps; step++) {
    const ids = Int32Array.from({ length: input.batch }, (_, row) => input.ids?.[row * input.steps + step] ?? 0);
    const results: Tensor[] = predict(model, [tensor(ids, [input.batch, 1], 'int32'), ...states]);
    states = results.slice(1);
    const logits = results[0].dataSync();
    logits.forEach((value, n) => {
      const row = Math.floor(n / size);
      const place = (row * input.steps + step) * size + (n % size);
      expect(Math.abs(value - expected[place])).toBeLessThan(1e-5);
    });
  }
  model.dispose();
});

const linearModels = preparedModels.filter(({ trained }) => tableForm(trained)?.form === 'layers');

it('leaves no tensors behind', async () => {
  const trained = matrixModel('bidirectional LSTM, concat');
  const files = await tfjsFormat.write(trained, float32);
  const run = () => tfjsFormat.run(files, parityInputs(trained.model), AbortSignal.timeout(10_000));
  await run();
  const { numTensors } = memory();
  await run();
  expect(memory().numTensors).toBe(numTensors);
});

it('says of a classifier that ids begin at 1, and carries the vocabulary and the classes along', async () => {
  const trained = matrixModel('classifier LSTM');
  const model = await openTfjs(await tfjsFormat.write(trained, float32));
  const { tokenizer, classes } = trained;
  expect(model.getUserDefinedMetadata()).toMatchObject({ kioku: { idOffset: 1, paddingId: 0, tokenizer, classes } });
  model.dispose();
});

it('tells the size before it is written', async () => {
  for (const { name, trained } of [...matrixModels, ...linearModels].filter(
    (each) => tfjsFormat.refusal(each.trained, float32) === null,
  )) {
    const files = await tfjsFormat.write(trained, float32);
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    expect(Math.abs(tfjsFormat.estimateBytes(trained, float32) - bytes), name).toBeLessThan(4000);
  }
});

it('brings a program that takes the rows of a table, and gives forecasts in its units', async () => {
  const trained = preparedModel('forecaster with a logarithm, a season and a calendar');
  const files = await tfjsFormat.write(trained, float32);
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  for (const { path, bytes } of files) writeFileSync(join(folder, path), bytes);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const { openTable } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'table.js')).href)) as TableProgram;
  const preparation = JSON.parse(readFileSync(join(folder, 'preparation.json'), 'utf8')) as object;
  const table = openTable({ tensor, dispose }, await openTfjs(files), preparation);

  const [, input] = parityInputs(trained.model, trained.preparation);
  const [expected] = await referenceOutputs(trained, [input]);
  const lists = Object.entries(input.numbers ?? {}).map(([name, value]) => [name, nested(value)]);
  const told = await table.predict(Object.fromEntries(lists));
  expect(Object.keys(told)).toEqual(['value', 'low', 'high', 'quantiles']);
  const all = Object.values(told).flatMap((value) => (value as number[][]).flat(Infinity)) as number[];
  all.forEach((value, n) => expect(value / expected[n]).toBeCloseTo(1, 5));
});

it('takes the raw rows of a table by itself where all around the network is linear, however little large numbers differ', async () => {
  const trained = preparedModel('forecaster that is linear but for its network');
  const files = await tfjsFormat.write(trained, float32);
  expect(files.map(({ path }) => path)).toEqual(['model.json', 'group1-shard1of1.bin', 'README.md']);
  const model = await openTfjs(files);
  expect(model.getUserDefinedMetadata()).toMatchObject({
    kioku: { table: { form: 'layers' }, description: { window: 9, predicted: ['water', 'energy'] } },
  });
  expect(model.outputNames).toEqual(['value', 'low', 'high', 'quantiles']);
  expect(model.outputs.map(({ shape }) => shape)).toEqual([...Array(3).fill([null, 3, 2]), [null, 3, 2, 3]]);

  const [, input] = parityInputs(trained.model, trained.preparation);
  const [expected] = await referenceOutputs(trained, [input]);
  const { shape, values } = input.numbers?.['values'] ?? { shape: [], values: new Float64Array() };
  const outputs = predict(model, [tensor(Float32Array.from(values), shape)]);
  const told = outputs.flatMap((output) => [...output.dataSync()]);
  dispose(outputs);
  model.dispose();
  expect(told).toHaveLength(expected.length);
  // Float32 tells quarters apart in numbers of this size; they deviate by 25 and 40.
  told.forEach((number, n) => expect(Math.abs(number - expected[n])).toBeLessThan(0.5));
  const [value, , high] = [0, 18, 36].map((at) => told.slice(at, at + 18));
  expect(value.every((number, n) => high[n] >= number)).toBe(true);
  expect(value.some((number, n) => high[n] === number)).toBe(true);
});

it.for([
  ['forecaster with a logarithm, a season and a calendar', /logarithm of passengers; it computes a calendar/],
  ['forecaster of a distribution', /calendar.*distribution/],
  ['classifier of rows', /not known/],
] as const)('says why a program computes what is around the network: %s', async ([name, reason]) => {
  const files = await tfjsFormat.write(preparedModel(name), float32);
  const model = await openTfjs(files);
  expect(model.getUserDefinedMetadata()).toMatchObject({
    kioku: { table: { form: 'program', reason: expect.stringMatching(reason) } },
  });
  expect(files.map(({ path }) => path)).toContain('table.js');
  model.dispose();
});

it('keeps the program where layers would have more weights than it is worth', () => {
  const trained = preparedModel('linear forecaster of single values');
  if (trained.preparation?.kind !== 'forecast') throw new Error('It is no forecaster.');
  const long = { ...trained, preparation: { ...trained.preparation, window: 2200, history: 2200 } };
  expect(tableForm(trained)?.form).toBe('layers');
  expect(tableForm(long)).toMatchObject({ form: 'program', reason: expect.stringMatching(/have 48\d{5} weights/) });
});

interface TableProgram {
  openTable(
    tf: object,
    model: LayersModel,
    preparation: object,
  ): { predict(inputs: Record<string, unknown>): Promise<Record<string, unknown>> };
}

/** Lists within lists, as a program would give them. */
function nested({ shape, values }: { shape: number[]; values: Float64Array }): unknown[] {
  let lists: unknown[] = [...values];
  for (const extent of shape.slice(1).toReversed()) {
    const rows = lists;
    lists = Array.from({ length: rows.length / extent }, (_, n) => rows.slice(n * extent, (n + 1) * extent));
  }
  return lists;
}
