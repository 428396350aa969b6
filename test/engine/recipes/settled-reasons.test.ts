import { expect, test } from 'vitest';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { fitSteps } from '../../../src-engine/recipes/fit-steps.ts';
import { settledReasons } from '../../../src-engine/recipes/settled-reasons.ts';
import type { Budget, RecipeReason, TrainingCost } from '../../../src-engine/spec/recipe-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';

const cost: TrainingCost = {
  ...{ stepMs: 10, validationMs: 100, openMs: 500, stepsPerEpoch: 100, tokensPerStep: 1024 },
  ...{ parameterCount: 100_000, slowdown: 1 },
};
const learn: Budget = { kind: 'as-long-as-it-learns' };
const ofChoice: RecipeReason[] = [
  { key: 'rate', values: { learningRate: 0.01 } },
  { key: 'small-batches', values: { batchSize: 4, sequenceLength: 16 } },
];

function settle(changes: Partial<TrainSpec>, budget: Budget = { kind: 'time', seconds: 60 }, steps = 2000) {
  const { train: chosen, reasons } = fitSteps(defaultTraining('language-model'), { cost, budget, mostEpochs: 20 });
  return settledReasons([...ofChoice, ...reasons], { chosen, settled: { ...chosen, ...changes }, steps });
}
const keys = (reasons: RecipeReason[]) => reasons.map(({ key }) => key);

test('reasons stay as they are where nobody has decided anything', () => {
  expect(keys(settle({}))).toEqual(['rate', 'small-batches', 'epochs-by-data', 'restores-best', 'schedule']);
});

test('nothing is said of a setting that a person has decided', () => {
  expect(keys(settle({ optimizer: { type: 'sgd', learningRate: 5 } }))).not.toContain('rate');
  expect(keys(settle({ batchSize: 64 }))).not.toContain('small-batches');
  expect(keys(settle({ earlyStopping: null }))).not.toContain('restores-best');
});

test('fewer epochs than were chosen give the steps and the end that they have', () => {
  const reasons = settle({ epochs: 2 }, undefined, 200);
  expect(keys(reasons)).not.toContain('epochs-by-data');
  expect(reasons).toContainEqual({ key: 'schedule', values: { warmupSteps: 100, steps: 200 } });
  // Two epochs never wait for eight without an improvement.
  expect(keys(reasons)).toContain('keeps-best');
  expect(keys(reasons)).not.toContain('restores-best');
});

test('a patience that a person names is the one that is told', () => {
  const patient = { patience: 3, minDelta: 0, restoreBest: true };
  expect(settle({ earlyStopping: patient })).toContainEqual({ key: 'restores-best', values: { patience: 3 } });
  const [open] = settle({ earlyStopping: patient }, learn).filter(({ key }) => key === 'until-it-stops-learning');
  expect(open?.values['earlyStopping']).toBe(3);
});
