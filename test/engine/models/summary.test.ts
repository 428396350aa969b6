import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import {
  dense,
  dropout,
  embedding,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import { formatSummary } from '../../../src-engine/models/format-summary.ts';
import { courseClassifier, languageModelPresets } from '../../../src-engine/models/presets.ts';
import { summarizeModel } from '../../../src-engine/models/summary.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';
import { sharesOf, withRecurrentDropout } from './cell-layers.ts';

const adam: OptimizerSpec = { type: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const sgd: OptimizerSpec = { type: 'sgd', learningRate: 0.1 };

describe('the summary of the course’s model', () => {
  const { model, train } = courseClassifier();
  const summary = summarizeModel(model, { batch: train.batchSize, steps: train.sequenceLength, optimizer: 'adam' });

  it('is the table of the course, line for line', () => {
    // Slide 7 of the course, written by Keras.
    const slide = [
      'Layer (type) Output Shape Param #',
      'input_1 (InputLayer) (None, 10) 0',
      'embedding_1 (Embedding) (None, 10, 50) 20000050',
      'lstm_1 (LSTM) (None, 10, 128) 91648',
      'dropout_1 (Dropout) (None, 10, 128) 0',
      'lstm_2 (LSTM) (None, 128) 131584',
      'dropout_2 (Dropout) (None, 128) 0',
      'dense_1 (Dense) (None, 5) 645',
      'activation_1 (Activation) (None, 5) 0',
      'Total params: 20,223,927',
      'Trainable params: 20,223,927',
      'Non-trainable params: 0',
    ];
    const lines = formatSummary(summary).split('\n');
    expect(lines.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual(slide);
  });

  it('aligns its columns', () => {
    const rows = formatSummary(summary).split('\n').slice(0, 9);
    expect(new Set(rows.map((row) => row.search(/\(None|Output/))).size).toBe(1);
    expect(new Set(rows.map((row) => row.search(/(\d+|Param #)$/))).size).toBe(1);
  });

  it('counts a step’s gradients by its tokens, not by the vocabulary', () => {
    expect(summary.memory.parameters).toBe(4 * 20_223_927);
    expect(summary.memory.gradients).toBe(4 * (320 * 51 + 91_648 + 131_584 + 645));
    expect(summary.memory.optimizer).toBe(4 * (2 * 20_223_927 + 1));
  });

  it('counts multiply-adds of the products, the last one once a sequence', () => {
    expect(summary.multiplyAddsPerToken).toBe((50 + 128) * 512 + (128 + 128) * 512 + (128 * 5) / 10);
  });
});

describe('a summary', () => {
  const shape = { batch: 2, steps: 7, optimizer: 'sgd' } as const;

  it('counts what is frozen apart', () => {
    const spec: ModelSpec = {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 10 },
      layers: [
        { type: 'embedding', dim: 4, trainable: false, initializer: 'uniform' },
        recurrentLayer('gru', 3),
        dense(10),
      ],
    };
    // A reset-after GRU in Keras: 3·(4·3 + 3·3 + 2·3).
    expect(summarizeModel(spec, shape)).toMatchObject({
      totalParameters: 40 + 81 + 40,
      trainableParameters: 81 + 40,
      nonTrainableParameters: 40,
    });
  });

  it('names layers, classes and shapes as Keras does', () => {
    const spec: ModelSpec = {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 10 },
      layers: [
        { type: 'one_hot' },
        simpleRnn(4, { bidirectional: 'concat' }),
        lstm(3, { bidirectional: 'sum' }),
        recurrentLayer('gru', 2, { returnSequences: false }),
        dense(4),
        dense(2),
      ],
    };
    const rows = summarizeModel(spec, shape).rows.map(({ name, className, outputShape, parameters }) =>
      [name, className, outputShape.join('×'), parameters].join(' '),
    );
    expect(rows).toEqual([
      'input_1 InputLayer 7 0',
      'one_hot_1 OneHot 7×10 0',
      `bidirectional_1 Bidirectional 7×8 ${2 * (10 * 4 + 4 * 4 + 4)}`,
      `bidirectional_2 Bidirectional 7×3 ${2 * 4 * (8 * 3 + 3 * 3 + 3)}`,
      `gru_1 GRU 2 ${3 * (3 * 2 + 2 * 2 + 2 * 2)}`,
      'dense_1 Dense 4 12',
      'dense_2 Dense 2 10',
    ]);
  });

  it('counts no multiplications for gathered rows', () => {
    const spec = (first: LayerSpec): ModelSpec => ({
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 10 },
      layers: [first, lstm(4), dense(10)],
    });
    expect(summarizeModel(spec({ type: 'one_hot' }), shape).multiplyAddsPerToken).toBe(4 * 16 + 4 * 10);
    expect(summarizeModel(spec(embedding(3)), shape).multiplyAddsPerToken).toBe((3 + 4) * 16 + 4 * 10);
  });
});

describe('the memory of a summary is what training allocates', () => {
  /** Counts elements, of 4 bytes each in float32 and int32. */
  function counting(): { backend: Backend; bytes: () => number } {
    const reference = createReferenceBackend();
    let elements = 0;
    const backend: Backend = {
      ...reference,
      tensor(extents, type) {
        const tensor = reference.tensor(extents, type);
        elements += tensor.size;
        return tensor;
      },
    };
    return { backend, bytes: () => 4 * elements };
  }

  const tokens = { kind: 'tokens', vocabularySize: 9 } as const;
  const stacks: [string, ModelSpec][] = [
    ...cellTypes.flatMap((type) =>
      ([null, 'concat', 'sum'] as const).flatMap((bidirectional) =>
        sharesOf(type, [0, 0.5]).map((recurrentDropout): [string, ModelSpec] => {
          const layer = withRecurrentDropout({ ...recurrentLayer(type, 4), bidirectional }, recurrentDropout);
          return [
            `${type} ${bidirectional} ${recurrentDropout}`,
            {
              task: 'classification',
              input: tokens,
              layers: [
                embedding(3),
                dropout(0.5),
                layer,
                { type: 'activation', activation: 'relu' },
                { ...layer, returnSequences: false },
                dropout(0.5),
                dense(2),
                { type: 'activation', activation: 'softmax' },
              ],
            },
          ];
        }),
      ),
    ),
    [
      'one-hot language model',
      { task: 'language-model', input: tokens, layers: [{ type: 'one_hot' }, lstm(4), dense(9)] },
    ],
    [
      'regression on features',
      {
        task: 'regression',
        input: { kind: 'features', size: 2 },
        layers: [
          dense(3),
          lstm(4, { returnSequences: false }),
          dropout(0),
          dense(2),
          { type: 'activation', activation: 'softmax' },
        ],
      },
    ],
    [
      'frozen embedding',
      {
        task: 'language-model',
        input: tokens,
        layers: [
          { type: 'embedding', dim: 3, trainable: false, initializer: 'zeros' },
          recurrentLayer('gru', 4),
          dense(9),
        ],
      },
    ],
    [
      'large embedding',
      {
        task: 'classification',
        input: { kind: 'tokens', vocabularySize: 2 ** 19 },
        layers: [embedding(3), lstm(4, { returnSequences: false }), dense(2)],
      },
    ],
  ];

  it.each(stacks)('%s', (_, spec) => {
    const { memory } = summarizeModel(spec, { batch: 3, steps: 5, optimizer: 'adam' });
    const { backend, bytes } = counting();
    const model = createModel(backend, spec);
    expect(bytes()).toBe(memory.parameters);
    model.zeroGradients([Int32Array.from({ length: 15 }, (_, n) => n)]);
    expect(bytes()).toBe(memory.parameters + memory.gradients);
    createOptimizer(model, adam);
    expect(bytes()).toBe(memory.parameters + memory.gradients + memory.optimizer);
    model.createPass({ batch: 3, steps: 5, training: true });
    expect(bytes()).toBe(memory.parameters + memory.gradients + memory.optimizer + memory.activations);
  });

  it('without slots for plain gradient descent', () => {
    const [, spec] = stacks[0];
    const { backend, bytes } = counting();
    const model = createModel(backend, spec);
    const before = bytes();
    createOptimizer(model, sgd);
    expect(bytes() - before).toBe(summarizeModel(spec, { batch: 3, steps: 5, optimizer: 'sgd' }).memory.optimizer);
  });
});

describe('presets', () => {
  it('are valid for any vocabulary and sized to it', () => {
    for (const vocabularySize of [1, 65, 3041]) {
      const presets = languageModelPresets(vocabularySize);
      expect(presets.map(({ id }) => id)).toEqual(['char-rnn-s', 'char-rnn-m', 'char-rnn-l']);
      for (const { model } of presets) expect(validateModel(model)).toEqual([]);
    }
    expect(validateModel(courseClassifier().model)).toEqual([]);
  });

  it('have the parameters of the PyTorch runs they are compared with', () => {
    const counts = languageModelPresets(65).map(
      ({ model }) => summarizeModel(model, { batch: 1, steps: 1, optimizer: 'adam' }).totalParameters,
    );
    const lstmCount = (inputs: number, units: number): number => 4 * units * (inputs + units + 1);
    expect(counts).toEqual([
      lstmCount(65, 128) + lstmCount(128, 128) + 129 * 65,
      lstmCount(65, 256) + lstmCount(256, 256) + 257 * 65,
      65 * 64 + lstmCount(64, 512) + lstmCount(512, 512) + 513 * 65,
    ]);
  });
});
