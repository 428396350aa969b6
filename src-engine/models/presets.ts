import type { LayerSpec, ModelSpec } from '../spec/model-spec.ts';
import { defaultCheckpointSpace, type TrainSpec } from '../spec/train-spec.ts';
import { tasks } from '../tasks/index.ts';
import { COURSE_SIZES, COURSE_STEPS, courseModel } from './course-model.ts';
import { dense, dropout, embedding, lstm } from './default-layers.ts';

/** A model and how to train it, ready to start. */
export interface Preset {
  id: string;
  name: string;
  description: string;
  model: ModelSpec;
  train: TrainSpec;
}

/** Character language models after Karpathy's char-rnn (2015), for a vocabulary of this size, smallest first. */
export function languageModelPresets(vocabularySize: number): Preset[] {
  const languageModel = (layers: LayerSpec[]): ModelSpec => ({
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize },
    layers: [...layers, dense(vocabularySize)],
  });
  return [
    {
      id: 'char-rnn-s',
      name: 'Small',
      description: 'Two LSTM layers of 128 units. Minutes; learns words and line breaks.',
      model: languageModel([{ type: 'one_hot' }, lstm(128), lstm(128)]),
      train: { ...defaultTraining('language-model'), batchSize: 50, sequenceLength: 50 },
    },
    {
      id: 'char-rnn-m',
      name: 'Medium',
      description: 'Two LSTM layers of 256 units. Learns phrases and punctuation.',
      model: languageModel([{ type: 'one_hot' }, lstm(256), lstm(256)]),
      train: { ...defaultTraining('language-model'), batchSize: 64, sequenceLength: 64 },
    },
    {
      id: 'char-rnn-l',
      name: 'Large',
      description:
        'An embedding and two LSTM layers of 512 units with dropout. An evening; for texts of a megabyte and more.',
      model: languageModel([embedding(64), lstm(512), dropout(0.5), lstm(512)]),
      train: { ...defaultTraining('language-model'), batchSize: 64, sequenceLength: 128 },
    },
  ];
}

/** The sentence classifier of the course: 400,001 words of 50 dimensions, sentences of 10 words, 5 classes. */
export function courseClassifier(): Preset {
  return {
    id: 'course-classifier',
    name: 'Sentence classifier of the course',
    description: 'Word vectors and two LSTM layers of 128 units tell five kinds of sentences apart.',
    model: courseModel(COURSE_SIZES),
    train: { ...defaultTraining('classification'), sequenceLength: COURSE_STEPS },
  };
}

/** The training settings of a person's own model unless other ones are given. */
export function defaultTraining(task: ModelSpec['task']): TrainSpec {
  const { learningRate, ...usual } = tasks[task].usualTraining;
  return { ...usual, ...commonTraining, optimizer: { ...adam, learningRate } };
}

/** The optimizer of the presets, but for its learning rate. */
export const adam = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

const commonTraining = {
  maxSteps: null,
  schedule: { type: 'constant', warmupSteps: 0 },
  clip: { type: 'norm', max: 5 },
  l2: 0,
  gradientAccumulation: 1,
  validationFraction: 0.1,
  batching: 3,
  earlyStopping: null,
  classWeights: null,
  checkpoints: {
    everyEpoch: true,
    everySteps: null,
    everyMinutes: 5,
    keepLast: 3,
    keepBest: 1,
    spaceBytes: defaultCheckpointSpace,
  },
  seed: 1,
  backend: 'auto',
  threads: null,
} as const satisfies Partial<TrainSpec>;
