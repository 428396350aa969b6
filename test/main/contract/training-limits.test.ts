import { expect, test } from 'vitest';
import { tokenizerSpecSchema, trainSpecSchema } from '../../../src-main/contract/spec-schemas.ts';
import { openLimits, trainingLimits } from '../../../src-main/contract/training-limits.ts';
import { modelTemplates } from '../../../src-engine/models/templates.ts';

const train = modelTemplates(100)[0]!.train;
const accepts = (fields: object) => trainSpecSchema.safeParse({ ...train, ...fields }).success;

/** The part of a training that has a number in the field of each limit. */
const fields: Record<Exclude<keyof typeof openLimits, 'minimumFrequency'>, (value: number) => object> = {
  maxSteps: (maxSteps) => ({ maxSteps }),
  gradientAccumulation: (gradientAccumulation) => ({ gradientAccumulation }),
  learningRate: (learningRate) => ({ optimizer: { type: 'sgd', learningRate } }),
  share: (momentum) => ({ optimizer: { type: 'momentum', learningRate: 1, momentum, nesterov: false } }),
  epsilon: (epsilon) => ({ optimizer: { type: 'adagrad', learningRate: 1, epsilon } }),
  weightDecay: (weightDecay) => ({
    optimizer: { type: 'adamw', learningRate: 1, beta1: 0.9, beta2: 0.9, epsilon: 1e-8, weightDecay },
  }),
  clipMax: (max) => ({ clip: { type: 'norm', max } }),
  l2: (l2) => ({ l2 }),
  warmupSteps: (warmupSteps) => ({ schedule: { type: 'constant', warmupSteps } }),
  everyEpochs: (everyEpochs) => ({ schedule: { type: 'step', everyEpochs, factor: 0.5 } }),
  factor: (factor) => ({ schedule: { type: 'step', everyEpochs: 1, factor } }),
  finalFactor: (finalFactor) => ({ schedule: { type: 'cosine', finalFactor } }),
  plateauPatience: (patience) => ({ schedule: { type: 'reduce-on-plateau', patience, factor: 0.5, minDelta: 0 } }),
  minDelta: (minDelta) => ({ earlyStopping: { patience: 1, minDelta, restoreBest: true } }),
  patience: (patience) => ({ earlyStopping: { patience, minDelta: 0, restoreBest: true } }),
  everySteps: (everySteps) => ({ checkpoints: { ...train.checkpoints, everySteps } }),
  everyMinutes: (everyMinutes) => ({ checkpoints: { ...train.checkpoints, everyMinutes } }),
  keptCheckpoints: (keepLast) => ({ checkpoints: { ...train.checkpoints, keepLast, keepBest: keepLast } }),
};

test.for(Object.entries(fields))('a form offers no %s that a training refuses', ([name, withValue]) => {
  const { min, max } = openLimits[name as keyof typeof fields];
  expect([accepts(withValue(min)), accepts(withValue(max))]).toEqual([true, true]);
  expect(accepts(withValue(-1))).toBe(false);
  if (min === 1) expect(accepts(withValue(0))).toBe(false);
});

test('a form offers no tokenizer that a training refuses', () => {
  const pairs = (vocabularySize: number) => tokenizerSpecSchema.safeParse({ type: 'bpe', vocabularySize }).success;
  const { min, max } = trainingLimits.bpeVocabularySize;
  expect([pairs(min - 1), pairs(min), pairs(max), pairs(max + 1)]).toEqual([false, true, true, false]);
  const rare = (minimumFrequency: number) =>
    tokenizerSpecSchema.safeParse({ type: 'character', minimumFrequency }).success;
  expect([rare(0), rare(openLimits.minimumFrequency.min), rare(openLimits.minimumFrequency.max)]).toEqual([
    false,
    true,
    true,
  ]);
});
