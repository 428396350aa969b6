import { isRefused } from '../../../src-engine/cells/cell-exports.ts';
import { cellExports } from '../../../src-engine/cells/exports.ts';
import { cellFacts, cellTypes, type CellType, type RecurrentLayerSpec } from '../../../src-engine/cells/index.ts';
import type { ParameterTensor, TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import {
  attentionPooling,
  dense,
  dropout,
  embedding,
  layerNorm,
  lstm,
  recurrentLayer,
  simpleRnn,
} from '../../../src-engine/models/default-layers.ts';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import type { ParameterSpec } from '../../../src-engine/models/parameter-specs.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Activation, LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';

/** Tokens that are easily damaged on their way through JSON, HTML and file names. */
const vocabulary = ['', '\n', ' ', '"', '\\', '<', '&', "'", 'é', '日', '👩‍👩‍👧', 'a', '\u2028'];
const tokens = { kind: 'tokens', vocabularySize: vocabulary.length } as const;
const features = { kind: 'features', size: 3 } as const;

const tokenizer: TokenizerState = {
  spec: { type: 'character', minimumFrequency: 2 },
  vocabulary,
  unknownId: 0,
  merges: [],
};

const oneHot: LayerSpec = { type: 'one_hot' };
const softmax: LayerSpec = { type: 'activation', activation: 'softmax' };
const activation = (name: Activation): LayerSpec => ({ type: 'activation', activation: name });

const languageModel = (...layers: LayerSpec[]): ModelSpec => ({
  task: 'language-model',
  input: tokens,
  layers: [...layers, dense(vocabulary.length)],
});
const classifier = (...layers: LayerSpec[]): ModelSpec => ({
  task: 'classification',
  input: tokens,
  layers: [...layers, dense(4), softmax],
});
const tagger = (...layers: LayerSpec[]): ModelSpec => ({ ...classifier(...layers), task: 'tagging' });
const regression = (...layers: LayerSpec[]): ModelSpec => ({ task: 'regression', input: features, layers });

const last = { returnSequences: false } as const;
const concat = { bidirectional: 'concat' } as const;
const sum = { bidirectional: 'sum' } as const;

/** Every kind of cell, of stack, of input and of task, and what they make together. */
const specs = {
  'LSTM, one-hot': languageModel(oneHot, lstm(6)),
  'LSTM, embedding': languageModel(embedding(5), lstm(6)),
  'LSTM of one unit': languageModel(oneHot, lstm(1)),
  'LSTM softsign': languageModel(oneHot, lstm(6, { activation: 'softsign' })),
  'LSTM relu': languageModel(oneHot, lstm(6, { activation: 'relu' })),
  'LSTM hard sigmoid': languageModel(oneHot, lstm(6, { recurrentActivation: 'hard_sigmoid' })),
  'LSTM softsign and hard sigmoid': languageModel(
    embedding(5),
    lstm(6, { activation: 'softsign', recurrentActivation: 'hard_sigmoid' }),
  ),
  GRU: languageModel(oneHot, recurrentLayer('gru', 6)),
  'GRU softsign': languageModel(oneHot, recurrentLayer('gru', 6, { activation: 'softsign' })),
  'GRU relu': languageModel(embedding(5), recurrentLayer('gru', 6, { activation: 'relu' })),
  'GRU hard sigmoid': languageModel(oneHot, recurrentLayer('gru', 6, { recurrentActivation: 'hard_sigmoid' })),
  'SimpleRNN tanh': languageModel(oneHot, simpleRnn(6)),
  'SimpleRNN relu': languageModel(oneHot, simpleRnn(6, { activation: 'relu' })),
  'SimpleRNN softsign': languageModel(embedding(5), simpleRnn(6, { activation: 'softsign' })),
  '2 LSTMs': languageModel(oneHot, lstm(6), lstm(4)),
  '3 different cells': languageModel(embedding(5), lstm(6), recurrentLayer('gru', 4), simpleRnn(5)),
  'dropout and a frozen embedding': languageModel(
    { type: 'embedding', dim: 5, trainable: false, initializer: 'uniform' },
    dropout(0.5),
    lstm(6, { recurrentDropout: 0.25 }),
    dropout(0.25),
  ),
  'dense layers and every activation': languageModel(
    oneHot,
    dense(7),
    activation('sigmoid'),
    simpleRnn(6),
    dense(5),
    activation('tanh'),
    dense(6),
    activation('softsign'),
    dense(7),
    activation('relu'),
    dense(6),
    activation('hard_sigmoid'),
    activation('linear'),
  ),
  'LSTMs with layer normalisation': languageModel(embedding(5), lstm(6), layerNorm(), lstm(4), layerNorm()),
  'LSTM with a tied output': {
    ...languageModel(),
    layers: [embedding(5), lstm(5), layerNorm(), dense(vocabulary.length, { tied: true })],
  },
  'no recurrent layer': languageModel(embedding(5)),
  'language model with its softmax': {
    ...languageModel(),
    layers: [oneHot, lstm(6), dense(vocabulary.length), softmax],
  },
  'classifier LSTM': classifier(oneHot, lstm(6), dropout(0.5), lstm(4, last)),
  'classifier LSTM softsign': classifier(embedding(5), lstm(6, { activation: 'softsign', ...last })),
  'classifier GRU': classifier(embedding(5), recurrentLayer('gru', 6, last)),
  'classifier SimpleRNN relu': classifier(embedding(5), simpleRnn(6, { activation: 'relu', ...last })),
  'bidirectional LSTM, concat': classifier(embedding(5), lstm(6, { ...concat, ...last })),
  'bidirectional LSTM, sum': classifier(oneHot, lstm(6, { ...sum, ...last })),
  'bidirectional LSTM softsign, concat': classifier(
    embedding(5),
    lstm(6, { activation: 'softsign', ...concat, ...last }),
  ),
  'bidirectional GRU, concat': classifier(oneHot, recurrentLayer('gru', 6, { ...concat, ...last })),
  'bidirectional SimpleRNN, sum': classifier(embedding(5), simpleRnn(6, { ...sum, ...last })),
  '2 bidirectional LSTMs, concat': classifier(embedding(5), lstm(6, concat), lstm(4, { ...concat, ...last })),
  '2 bidirectional GRUs, sum and concat': classifier(
    oneHot,
    recurrentLayer('gru', 6, sum),
    dense(5),
    recurrentLayer('gru', 4, { ...concat, ...last }),
  ),
  'bidirectional LSTM below a GRU': classifier(embedding(5), lstm(6, concat), recurrentLayer('gru', 4, last)),
  'classifier with mean pooling': classifier(embedding(5), lstm(6, concat), { type: 'mean_pooling' }),
  'classifier with max pooling': classifier(oneHot, recurrentLayer('gru', 6), layerNorm(), { type: 'max_pooling' }),
  'classifier with attention pooling': classifier(embedding(5), lstm(6, concat), attentionPooling(3)),
  'classifier on features': {
    task: 'classification',
    input: features,
    layers: [lstm(6, last), dense(4)],
  },
  'regression LSTM': regression(lstm(6, last), dense(2)),
  'regression GRU, bidirectional': regression(recurrentLayer('gru', 6, { ...concat, ...last }), dense(2)),
  'regression through tanh': regression(dense(5), simpleRnn(6, last), dense(2), activation('tanh')),
  'regression with attention pooling': regression(lstm(6), attentionPooling(3), dense(2)),
  'regression to shares': regression(lstm(6, last), dense(3), softmax),
  'tagger LSTM, bidirectional': tagger(embedding(5), lstm(6, concat)),
  'tagger of 2 cells': tagger(oneHot, lstm(6, sum), layerNorm(), simpleRnn(4, concat)),
} as const satisfies Record<string, ModelSpec>;

export type MatrixName = keyof typeof specs;

const written: readonly ModelSpec[] = Object.values(specs);

/** The cells of the list that none of the networks above has: a new one is compared in every format without a line here. */
const furtherCells = cellTypes.filter(
  (cell) => !written.some(({ layers }) => layers.some(({ type }) => type === cell)),
);

/** `units` is to be divisible by any number of heads. */
function networksOf(cell: CellType): Record<string, ModelSpec> {
  const { displayName } = cellFacts(cell);
  const of = (units: number, changes: Partial<RecurrentLayerSpec> = {}) => recurrentLayer(cell, units, changes);
  return {
    [`2 layers of ${displayName}`]: languageModel(embedding(5), of(8), of(4)),
    [`classifier ${displayName} in both directions`]: classifier(oneHot, of(8, concat), of(4, { ...sum, ...last })),
    [`regression ${displayName}`]: regression(of(8, last), dense(2)),
  };
}

const furtherSpecs: Record<string, ModelSpec> = Object.assign({}, ...furtherCells.map(networksOf));

/** The networks whose cells this format refuses, with the code of the reason. */
export function refusedCells(format: 'onnx' | 'keras' | 'tfjs'): Record<string, string> {
  const refused = furtherCells.flatMap((cell) => {
    const held = cellExports(cell)[format];
    return isRefused(held) ? Object.keys(networksOf(cell)).map((name) => [name, held.code]) : [];
  });
  return Object.fromEntries(refused) as Record<string, string>;
}

/** The networks that no page holds, with the code of the reason: they read numbers, or tag tokens. */
export const notOnPages: Record<string, string> = Object.fromEntries(
  Object.entries<ModelSpec>({ ...specs, ...furtherSpecs }).flatMap(([name, { input, task }]) => {
    if (task === 'tagging') return [[name, 'tags']];
    return input.kind === 'features' ? [[name, 'numbers']] : [];
  }),
) as Record<string, string>;

export interface MatrixModel {
  name: string;
  trained: TrainedModel;
}

/** The networks on which every format is compared with the engine. Their weights are random, and so large that any mistake shows. */
export const matrixModels: readonly MatrixModel[] = Object.entries<ModelSpec>({
  ...specs,
  ...furtherSpecs,
}).map(([name, model], index) => ({
  name,
  trained: {
    name,
    model,
    tokenizer: model.input.kind === 'tokens' ? tokenizer : null,
    classes: taskFacts[model.task].outputsAre === 'classes' ? ['yes', 'no', '"かも"', '</script>'] : null,
    parameters: drawParameters(model, index),
    step: 120,
  },
}));

export function matrixModel(name: MatrixName): TrainedModel {
  const found = matrixModels.find((each) => each.name === name);
  if (found === undefined) throw new Error(`The matrix has no ${name}.`);
  return found.trained;
}

/** Draws weights that are so large that any mistake shows. */
export function drawParameters(model: ModelSpec, seed: number): Map<string, ParameterTensor> {
  return new Map(
    parameterSpecs(model).map((spec) => {
      const random = createStream(seed, `matrix/${spec.name}`, 0);
      const scale = scaleOf(spec);
      const values = Float32Array.from({ length: elementCount(spec.shape) }, () => scale * random.normal());
      return [spec.name, { shape: spec.shape, values }];
    }),
  );
}

/** Gates leave their middle, and states neither vanish nor, through relu, explode. */
function scaleOf({ role, shape }: ParameterSpec): number {
  switch (role) {
    case 'bias':
      return 0.5;
    case 'scale':
      return 1;
    case 'embedding':
      return 1;
    case 'kernel':
      if (shape.length === 1) return 4;
      return shape[0] === vocabulary.length ? 1 : 1.5 / Math.sqrt(shape[0]);
    case 'recurrent':
      return 1 / Math.sqrt(shape[shape.length - 2]);
  }
}
