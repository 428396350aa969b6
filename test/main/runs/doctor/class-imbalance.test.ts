import { expect, test } from 'vitest';
import { classImbalance } from '../../../../src-main/runs/doctor/class-imbalance.ts';
import { classifier, factsOf, languageModel } from './facts-of.ts';

const recalls = (...shares: number[]) => shares.map((recall) => ({ samples: 20, recall }));

test.each([
  ['equal classes', { data: { classCounts: [500, 500] } }, null],
  ['one to four', { data: { classCounts: [800, 200] } }, null],
  ['one to 99', { data: { classCounts: [990, 10] } }, 'warning'],
  ['one to 99, weighed', { data: { classCounts: [990, 10] }, train: { classWeights: [0.5, 50] } }, null],
  [
    'a rare class that is told all the same',
    { data: { classCounts: [950, 50] }, classRecalls: recalls(0.99, 0.9) },
    null,
  ],
  ['a rare class that is never told', { data: { classCounts: [950, 50] }, classRecalls: recalls(1, 0) }, 'fault'],
  ['one of many classes', { data: { classCounts: [300, 300, 300, 20] } }, 'warning'],
  ['no classes', { model: languageModel, data: { classCounts: [990, 10] } }, null],
] as const)('%s', (_, changes, severity) => {
  expect(classImbalance(factsOf({ model: classifier, ...changes }))?.severity ?? null).toBe(severity);
});

test('lets all classes count the same', () => {
  const found = classImbalance(factsOf({ model: classifier, data: { classCounts: [990, 10] } }));
  expect(found?.fix).toEqual({ kind: 'new-run', changes: { balanceClasses: true } });
});
