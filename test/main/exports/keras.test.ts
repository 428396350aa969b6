import { expect, it } from 'vitest';
import { kerasFormat } from '../../../src-main/exports/keras/keras-format.ts';
import { readKerasPart } from '../../../src-main/exports/keras/read-keras-part.ts';
import type { NetworkOutline } from '../../../src-main/exports/export-format.ts';
import { runKerasLayout } from './keras-layout.ts';
import { matrixModel, matrixModels, refusedCells, type MatrixName } from './matrix-models.ts';
import { preparedModel } from './prepared-models.ts';
import { checkParity, testParity, testRawParity } from './test-parity.ts';

const float32 = { precision: 'float32' } as const;

testParity(
  { ...kerasFormat, run: ([file], inputs) => runKerasLayout(file.bytes, inputs) },
  {
    'LSTM with a tied output': 'keras-tied',
    'classifier with mean pooling': 'keras-pooling',
    'classifier with max pooling': 'keras-pooling',
    'classifier with attention pooling': 'keras-pooling',
    'regression with attention pooling': 'keras-pooling',
    ...refusedCells('keras'),
  },
);

const linearModels = ['forecaster that is linear but for its network', 'linear forecaster of single values'];

testRawParity({ ...kerasFormat, run: ([file], inputs) => runKerasLayout(file.bytes, inputs) }, {}, linearModels);

const inKeras: MatrixName[] = [
  'LSTM softsign and hard sigmoid',
  '3 different cells',
  'dropout and a frozen embedding',
  '2 bidirectional GRUs, sum and concat',
  'regression GRU, bidirectional',
];

it.for(inKeras)('computes the same in Keras itself: %s', async (name, { skip }) => {
  const checked = await checkParity(kerasFormat, matrixModel(name));
  if (checked.verdict === 'not-run') {
    expect(checked.howTo).toContain('python verify.py');
    skip(checked.reason ?? '');
  }
  expect(checked).toMatchObject({ verdict: 'passed', runtime: 'Keras', reason: null });
});

it.for([
  'forecaster with a logarithm, a season and a calendar',
  'forecaster that is linear but for its network',
  'classifier of rows with a category',
])('computes in the units of a table in Keras itself: %s', async (name, { skip }) => {
  const checked = await checkParity(kerasFormat, preparedModel(name));
  if (checked.verdict === 'not-run') skip(checked.reason ?? '');
  expect(checked).toMatchObject({ verdict: 'passed', runtime: 'Keras', reason: null });
});

it('brings what is computed around a network that reads a table, and a program that does so', async () => {
  const trained = preparedModel('forecaster of two columns of two series');
  const [{ bytes }] = await kerasFormat.write(trained, float32);
  const notes = JSON.parse((await readKerasPart(bytes, 'kioku.json')).toString()) as object;
  expect(notes).toMatchObject({
    preparation: trained.preparation,
    table: { form: 'program', reason: expect.stringContaining('the scale of a row depends on its series') },
    description: { predicted: ['sales', 'visits'], window: 6, horizon: 3 },
    graph: { outputs: [{ name: 'value' }, { name: 'low' }, { name: 'high' }, { name: 'quantiles' }] },
  });
  expect((await readKerasPart(bytes, 'table.py')).toString()).toContain('def open_table(path)');
});

it('needs no program where all around the network is linear, and says so', async () => {
  const trained = preparedModel('forecaster that is linear but for its network');
  const [{ bytes }] = await kerasFormat.write(trained, float32);
  const notes = JSON.parse((await readKerasPart(bytes, 'kioku.json')).toString()) as object;
  expect(notes).toMatchObject({
    table: { form: 'layers', reason: expect.stringContaining('Minimum and Maximum layers') },
    description: { predicted: ['water', 'energy'], window: 9, horizon: 3 },
  });
  expect(notes).not.toHaveProperty('graph');
  await expect(readKerasPart(bytes, 'table.py')).rejects.toThrow('has no table.py');
  const config = JSON.parse((await readKerasPart(bytes, 'config.json')).toString()) as {
    config: { layers: { name: string; config: { trainable?: boolean } }[]; output_layers: unknown[] };
  };
  const fixed = config.config.layers.filter((layer) => layer.config.trainable === false).map(({ name }) => name);
  expect(fixed.toSorted()).toEqual(
    ['table_centre', 'table_read', 'table_base', ...[0, 1, 2].map((n) => `table_level_${n}`)].toSorted(),
  );
  expect(config.config.output_layers).toEqual(['value', 'low', 'high', 'quantiles'].map((name) => [name, 0, 0]));
});

it('holds what Keras needs, and the vocabulary, the classes and a check', async () => {
  const trained = matrixModel('classifier GRU');
  const [{ bytes }] = await kerasFormat.write(trained, float32);
  const { tokenizer, classes, model } = trained;
  expect(JSON.parse((await readKerasPart(bytes, 'metadata.json')).toString())).toMatchObject({
    keras_version: '3.8.0',
  });
  const notes = JSON.parse((await readKerasPart(bytes, 'kioku.json')).toString()) as { parity: unknown[] };
  expect(notes).toMatchObject({ tokenizer, classes, model, idOffset: 1, paddingId: 0 });
  expect(notes.parity).toHaveLength(3);
  expect((await readKerasPart(bytes, 'verify.py')).toString()).toContain('keras.saving.load_model');
});

it('tells the size before it is written', async () => {
  const linear = linearModels.map((name) => ({ name, trained: preparedModel(name) }));
  for (const { name, trained } of [...matrixModels, ...linear]) {
    if (kerasFormat.refusal(trained, float32) !== null) continue;
    const [{ bytes }] = await kerasFormat.write(trained, float32);
    expect(Math.abs(kerasFormat.estimateBytes(trained, float32) - bytes.length), name).toBeLessThan(5000);
  }
});

it('refuses to read a large vocabulary one-hot, and says what to take instead', () => {
  const large: NetworkOutline = {
    ...matrixModel('LSTM, one-hot'),
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 20_000 },
      layers: [{ type: 'one_hot' }, { type: 'dense', units: 20_000, kernelInitializer: 'zeros' }],
    },
  };
  expect(kerasFormat.refusal(large, float32)).toEqual({
    code: 'one-hot-table-too-large',
    message: expect.stringMatching(/1526 MB\. Take ONNX/),
    values: { megabytes: 1526 },
  });
});
