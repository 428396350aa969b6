import { expect, test } from 'vitest';
import { tooFewValidationItems } from '../../../../src-main/runs/doctor/too-few-validation-items.ts';
import { classifier, factsOf, languageModel } from './facts-of.ts';

test.each([
  ['a hundred texts', { data: { trainingItems: 900, validationItems: 100 } }, null],
  ['a hundredth of the texts', { data: { trainingItems: 990, validationItems: 10 } }, 'warning'],
  ['three texts', { data: { trainingItems: 27, validationItems: 3 } }, 'warning'],
  ['fourteen texts, as many as there are to spare', { data: { trainingItems: 126, validationItems: 14 } }, 'note'],
  ['the same before the start', { stage: 'planned', data: { trainingItems: 126, validationItems: 14 } }, 'warning'],
  ['nothing, on purpose', { data: { trainingItems: 1000, validationItems: 0 } }, null],
  ['a running text', { model: languageModel, data: { trainingItems: null, validationItems: null } }, null],
] as const)('%s', (_, changes, severity) => {
  expect(tooFewValidationItems(factsOf({ model: classifier, ...changes }))?.severity ?? null).toBe(severity);
});

test('holds back a hundred, or what the data has to give', () => {
  const fix = (trainingItems: number, validationItems: number) =>
    tooFewValidationItems(
      factsOf({ model: classifier, train: { validationFraction: 0.01 }, data: { trainingItems, validationItems } }),
    )?.fix;
  expect(fix(990, 10)).toEqual({ kind: 'new-run', changes: { train: { validationFraction: 0.1 } } });
  expect(fix(97, 3)).toEqual({ kind: 'new-run', changes: { train: { validationFraction: 0.3 } } });
  expect(fix(12, 3)).toEqual({ kind: 'data', change: 'hold-back-more' });
});
