import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { ParameterTensor, TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { WeightsImportOptions, WeightsInspection } from '../../../src-main/contract/weights-import-records.ts';
import { kerasFormat } from '../../../src-main/exports/keras/keras-format.ts';
import { writeKeras } from '../../../src-main/exports/keras/write-keras.ts';
import { parityInputs } from '../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { readKerasPart } from '../../../src-main/exports/keras/read-keras-part.ts';
import { readNetwork } from '../../../src-main/exports/weights/read-network.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { importModelFile, stageFile, type ImportOptions } from './export-files.ts';
import { expectRefusals } from './damaged-files.ts';
import { legacyKerasFile, type LegacyLayer } from './legacy-keras.ts';
import { matrixModel, matrixModels } from './matrix-models.ts';
import { preparedModel } from './prepared-models.ts';

/** Before the HDF5 library is loaded, which keeps what it finds here: of each damaged file it has pages to tell. */
vi.hoisted(() => {
  console.error = () => undefined;
  console.warn = () => undefined;
});

function read(name: string, bytes: Uint8Array, options: Partial<WeightsImportOptions> = {}) {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  return readNetwork({ path: name, file, bytes: bytes.length }, { mapping: {}, ...options });
}

const flat = (parameters: ReadonlyMap<string, ParameterTensor>) =>
  [...parameters.values()].flatMap(({ values }) => [...values]);

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a, (value, n) => Math.abs(value - b[n])).reduce((largest, each) => Math.max(largest, each), 0);
}

async function differenceOfOutputs(a: TrainedModel, b: TrainedModel): Promise<number> {
  const inputs = parityInputs(a.model);
  const [ours, theirs] = [await referenceOutputs(a, inputs), await referenceOutputs(b, inputs)];
  return Math.max(...ours.map((output, n) => largestDifference(output, theirs[n])));
}

const writable = matrixModels.filter(({ trained }) => kerasFormat.refusal(trained, { precision: 'float32' }) === null);

it.for(['forecaster of two columns of two series', 'forecaster that is linear but for its network'])(
  'comes back from Keras with what it forecasts, and the meaning of its table: %s',
  async (name) => {
    const trained = preparedModel(name);
    const { own } = await read('mine.keras', await writeKeras(trained));
    expect(own?.model.layers.map(({ type }) => type)).toEqual(trained.model.layers.map(({ type }) => type));
    expect(largestDifference(flat(own?.parameters ?? new Map()), flat(trained.parameters))).toBeLessThan(1e-6);
    expect(own?.preparation).toEqual(trained.preparation);
    expect(own?.model.forecast).toEqual(trained.model.forecast);
  },
);

it.for(writable)('what the studio wrote for Keras comes back: $name', async ({ trained }) => {
  const { own } = await read('mine.keras', await writeKeras(trained));
  if (own === null) throw new Error('The studio does not know its own file.');
  const { name, step, tokenizer, classes } = trained;
  expect(own).toMatchObject({
    name,
    step,
    tokenizer,
    classes,
    model: { task: trained.model.task, input: trained.model.input },
  });
  expect(largestDifference(flat(own.parameters), flat(trained.parameters))).toBeLessThan(1e-6);
  expect(await differenceOfOutputs(trained, own)).toBeLessThan(1e-5);
});

/** The layers of a network as Keras 2 describes them, whose hard sigmoid is the engine’s own. */
function legacyLayers({ parameters }: TrainedModel): LegacyLayer[] {
  const weights = (layer: number, names: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(names).map(([keras, own]) => {
        const tensor = parameters.get(`${layer}.${own}`);
        if (tensor === undefined) throw new Error(own);
        return [keras, tensor];
      }),
    );
  return [
    {
      className: 'Embedding',
      config: { name: 'embedding_1', trainable: true, batch_input_shape: [null, null], input_dim: 13, output_dim: 5 },
      weights: weights(0, { embeddings: 'weights' }),
    },
    {
      className: 'LSTM',
      config: {
        name: 'lstm_1',
        units: 6,
        activation: 'softsign',
        recurrent_activation: 'hard_sigmoid',
        use_bias: true,
        return_sequences: true,
        go_backwards: false,
        dropout: 0,
        recurrent_dropout: 0.25,
      },
      weights: weights(1, { kernel: 'kernel', recurrent_kernel: 'recurrent', bias: 'bias' }),
    },
    {
      className: 'TimeDistributed',
      config: {
        name: 'time_distributed_1',
        layer: { class_name: 'Dense', config: { name: 'dense_1', units: 13, activation: 'softmax', use_bias: true } },
      },
      weights: weights(2, { kernel: 'kernel', bias: 'bias' }),
    },
  ];
}

it('a model that Keras 2 saved is built after its description, and asks for nothing but its vocabulary', async () => {
  const trained = matrixModel('LSTM softsign and hard sigmoid');
  const bytes = await legacyKerasFile(legacyLayers(trained));
  const { built } = await read('old.h5', bytes);
  expect(built?.problems).toEqual([]);
  expect(built?.model).toMatchObject({
    task: 'language-model',
    layers: [
      { type: 'embedding', dim: 5 },
      { type: 'lstm', activation: 'softsign', recurrentActivation: 'hard_sigmoid', recurrentDropout: 0.25 },
      { type: 'dense', units: 13 },
      { type: 'activation', activation: 'softmax' },
    ],
  });
  const model = built?.model ?? trained.model;
  expect(await differenceOfOutputs(trained, { ...trained, model, parameters: built?.parameters ?? new Map() })).toBe(0);

  const host = await openTemporaryHost();
  const importId = await stageFile(host, 'old.h5', bytes);
  const inspection = (await host.client.modelImports.inspect({ importId })) as WeightsInspection;
  expect(inspection).toMatchObject({ format: 'keras', slots: [], activation: 'softsign', vocabularySize: 13 });
  expect(inspection.problems.map(({ code }) => code)).toEqual(['vocabulary-missing']);
  const tokens = await stageFile(host, 'chars.json', new TextEncoder().encode(JSON.stringify([...'abcdefghijklm'])));
  const options = { vocabulary: { source: 'file' as const, importId: tokens } };
  let last: unknown = null;
  for await (const update of await host.client.modelImports.run({ importId, options })) last = update;
  expect(last).toMatchObject({
    run: { state: 'finished', notes: 'Imported from old.h5 (Keras).', checkpointCount: 1 },
  });
});

it('Keras 3 in HDF5 has another hard sigmoid, for which the weights of the gates are made smaller', async () => {
  const trained = matrixModel('LSTM softsign and hard sigmoid');
  const { built } = await read('new.h5', await legacyKerasFile(legacyLayers(trained), '3.8.0'));
  const kernel = trained.parameters.get('1.kernel')?.values ?? new Float32Array();
  const found = built?.parameters.get('1.kernel')?.values ?? [];
  // Units of i, f, c̃ and o side by side.
  const expected = kernel.map((value, n) => (Math.floor(n / 6) % 4 === 2 ? value : value / 1.2));
  expect(largestDifference(found, expected)).toBeLessThan(1e-6);
});

it('one output through a sigmoid becomes two classes, and characters in rows of 0 and 1 a language model', async () => {
  const [, recurrent, output] = legacyLayers(matrixModel('LSTM softsign and hard sigmoid'));
  const weight = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((size, extent) => size * extent, 1)).map((_, n) => Math.sin(n)),
  });
  const cell = { ...recurrent!, weights: { kernel: weight(9, 24), recurrent_kernel: weight(6, 24), bias: weight(24) } };
  cell.config = { ...cell.config, return_sequences: false };
  const dense = (units: number, activation: string) => ({
    ...output!,
    className: 'Dense',
    config: { name: 'dense_1', units, activation, use_bias: true },
    weights: { kernel: weight(6, units), bias: weight(units) },
  });
  const binary = await read('binary.h5', await legacyKerasFile([cell, dense(1, 'sigmoid')]));
  expect(binary.built?.model).toMatchObject({
    task: 'classification',
    input: { kind: 'features', size: 9 },
    layers: [{ type: 'lstm' }, { units: 2 }, { activation: 'softmax' }],
  });
  const kernel = [...(binary.built?.parameters.get('1.kernel')?.values ?? [])];
  expect(kernel).toEqual([...weight(6).values].flatMap((value) => [0, value]));
  const characters = await read('characters.h5', await legacyKerasFile([cell, dense(9, 'softmax')]));
  expect(characters.built).toMatchObject({
    problems: [],
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 9 },
      layers: [{ type: 'one_hot' }, { type: 'lstm', returnSequences: true }, { units: 9 }, { activation: 'softmax' }],
    },
  });
  expect([...(characters.built?.parameters.keys() ?? [])]).toEqual([
    '1.kernel',
    '1.recurrent',
    '1.bias',
    '2.kernel',
    '2.bias',
  ]);
});

it('variables are known by their names, in whatever order a file lists them', async () => {
  const trained = matrixModel('bidirectional LSTM, concat');
  const tensor = (name: string) => trained.parameters.get(name) ?? { shape: [], values: new Float32Array() };
  const cell = { units: 6, recurrent_activation: 'sigmoid', use_bias: true, return_sequences: false };
  const bytes = await legacyKerasFile([
    {
      className: 'Embedding',
      config: { name: 'embedding_1', input_dim: 13, output_dim: 5 },
      weights: { embeddings: tensor('0.weights') },
    },
    {
      className: 'Bidirectional',
      config: {
        name: 'bidirectional_1',
        merge_mode: 'concat',
        layer: { class_name: 'LSTM', config: { name: 'lstm_1', ...cell } },
      },
      weights: {
        'backward_lstm_1/lstm_cell_1/bias': tensor('1.backward.bias'),
        'forward_lstm_1/lstm_cell/recurrent_kernel': tensor('1.forward.recurrent'),
        'backward_lstm_1/lstm_cell_1/kernel': tensor('1.backward.kernel'),
        'forward_lstm_1/lstm_cell/bias': tensor('1.forward.bias'),
        'forward_lstm_1/lstm_cell/kernel': tensor('1.forward.kernel'),
        'backward_lstm_1/lstm_cell_1/recurrent_kernel': tensor('1.backward.recurrent'),
      },
    },
    {
      className: 'Dense',
      config: { name: 'dense_1', units: 4, activation: 'softmax', use_bias: true },
      weights: { bias: tensor('2.bias'), kernel: tensor('2.kernel') },
    },
  ]);
  const { built } = await read('turned.h5', bytes);
  expect(built?.problems).toEqual([]);
  const model = built?.model ?? trained.model;
  expect(await differenceOfOutputs(trained, { ...trained, model, parameters: built?.parameters ?? new Map() })).toBe(0);
});

it('what the engine does not compute is refused with the layer and the reason', async () => {
  const [embedding, recurrent, output] = legacyLayers(matrixModel('LSTM softsign and hard sigmoid'));
  const recurrentWith = (config: Record<string, unknown>, className = 'LSTM') => [
    embedding!,
    { ...recurrent!, className, config: { ...recurrent!.config, ...config } },
    output!,
  ];
  const cases: [LegacyLayer[], RegExp][] = [
    [recurrentWith({ activation: 'selu' }), /layer lstm_1 uses the activation selu/],
    [recurrentWith({ recurrent_activation: 'tanh' }), /layer lstm_1 uses the gate activation tanh/],
    [recurrentWith({ go_backwards: true }), /layer lstm_1 reads backwards/],
    [recurrentWith({}, 'ConvLSTM1D'), /layer lstm_1 is of the kind ConvLSTM1D/],
    [recurrentWith({}, 'GRU'), /layer lstm_1 is a GRU with reset_after=False/],
    [
      [embedding!, { className: 'Flatten', config: { name: 'flatten' }, weights: {} }, output!],
      /is of the kind Flatten/,
    ],
    [[embedding!], /has no recurrent layer/],
    [[embedding!, { ...recurrent!, weights: {} }, output!], /weights of lstm_1 are missing/],
  ];
  for (const [layers, reason] of cases) {
    const reading = read('bad.h5', await legacyKerasFile(layers));
    await expect(reading).rejects.toMatchObject({
      code: 'model-file-refused',
      message: expect.stringMatching(reason) as unknown,
    });
  }
  await expect(read('text.h5', new TextEncoder().encode('Call me Ishmael.'))).rejects.toThrow(
    'text.h5 is no HDF5 file. Nothing was imported.',
  );
});

it('a file of weights alone is refused with what to do about it', async () => {
  const trained = matrixModel('LSTM softsign and hard sigmoid');
  const host = await openTemporaryHost();
  const files = {
    'weights.h5': await legacyKerasFile(legacyLayers(trained), '2.2.4', true),
    'model.weights.h5': new Uint8Array(await readKerasPart(await writeKeras(trained), 'model.weights.h5')),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const { code, message } = await refusalOf(importModelFile(host, name, bytes));
    expect([code, message]).toEqual([
      'keras-weights-alone',
      expect.stringMatching(
        /^\S+ holds weights alone.+load_weights.+model\.save\("model\.keras"\).+Nothing was imported\.$/,
      ),
    ]);
  }
  expect(await host.client.runs.list()).toEqual([]);
});

it.for(['b.keras', 'b.h5'])('damaged files are refused, or are whole: %s', async (name) => {
  const trained = matrixModel('LSTM softsign and hard sigmoid');
  const whole = name === 'b.h5' ? await legacyKerasFile(legacyLayers(trained)) : await writeKeras(trained);
  const host = await openTemporaryHost();
  const tokens = new TextEncoder().encode(JSON.stringify([...'abcdefghijklm']));
  const before = process.memoryUsage().rss;
  const options = async (): Promise<ImportOptions> => ({
    vocabulary: { source: 'file', importId: await stageFile(host, 'chars.json', tokens) },
  });
  const random = createStream(10, 'shuffle', 0);
  await expectRefusals(host, name, Buffer.from(whole), random, options, (content) => read(name, content));
  expect((await read(name, whole)).built?.problems ?? []).toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
  expect(host.logged).toEqual([]);
  expect((await importModelFile(host, 'whole.keras', new Uint8Array(await writeKeras(trained)))).state).toBe(
    'finished',
  );
});
