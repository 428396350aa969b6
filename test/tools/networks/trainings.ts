import { dense, dropout, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';

/** How one of the networks that come along is trained. Its text is a sample that comes along too. */
export interface NetworkTraining {
  /** The name of its file, and its id in the studio. */
  id: string;
  sampleId: string;
  name: string;
  model: ModelSpec;
  train: Partial<TrainSpec>;
  /** A checkpoint after so many steps each. */
  everySteps: number;
  /** The steps of the checkpoints that its file keeps beside the last one, so that time can be travelled through. */
  keptSteps: readonly number[];
}

/** The vocabulary's and the classes' sizes are made to fit the sample when a training starts. */
const placeholder = 2;
const tokens = { kind: 'tokens', vocabularySize: placeholder } as const;
const rmsprop = (learningRate: number) =>
  ({ type: 'rmsprop', learningRate, decay: 0.95, epsilon: 1e-8 }) satisfies TrainSpec['optimizer'];
const cosine = { type: 'cosine', warmupSteps: 50, finalFactor: 0.02 } as const;

/** About a quarter of an hour on one core for the first, two minutes for the others. */
export const networkTrainings: readonly NetworkTraining[] = [
  {
    id: 'moby-dick-writer',
    sampleId: 'moby-dick',
    name: 'Moby Dick, a writer',
    model: { task: 'language-model', input: tokens, layers: [embedding(24), lstm(224), dense(placeholder)] },
    train: {
      epochs: 8,
      batchSize: 32,
      sequenceLength: 64,
      validationFraction: 0.05,
      optimizer: rmsprop(0.004),
      schedule: cosine,
      seed: 1851,
    },
    everySteps: 100,
    keptSteps: [200],
  },
  {
    id: 'japanese-writer',
    sampleId: 'japanese-sentences',
    name: 'Small scenes, a Japanese writer',
    model: {
      task: 'language-model',
      input: tokens,
      layers: [embedding(32), lstm(128), dropout(0.2), dense(placeholder)],
    },
    train: {
      epochs: 40,
      batchSize: 16,
      sequenceLength: 64,
      optimizer: rmsprop(0.004),
      schedule: cosine,
      seed: 1905,
    },
    everySteps: 100,
    keptSteps: [100],
  },
  {
    id: 'first-names-classifier',
    sampleId: 'first-names',
    name: 'First names, a classifier',
    model: {
      task: 'classification',
      input: tokens,
      layers: [embedding(16), lstm(48, { returnSequences: false }), dropout(0.3), dense(placeholder)],
    },
    train: {
      epochs: 12,
      batchSize: 32,
      sequenceLength: 16,
      optimizer: rmsprop(0.003),
      schedule: cosine,
      seed: 1997,
    },
    everySteps: 100,
    keptSteps: [100, 400],
  },
];
