import { expect, test } from 'vitest';
import { dense, dropout, lstm } from '../../../../src-engine/models/default-layers.ts';
import { parametersExceedSamples } from '../../../../src-main/runs/doctor/parameters-exceed-samples.ts';
import { factsOf, languageModel } from './facts-of.ts';

const plan = { stage: 'planned', epochs: [], train: { epochs: 40 }, parameterCount: 2_000_000 } as const;
const dropping = { ...languageModel, layers: [{ type: 'one_hot' } as const, lstm(64), dropout(0.5), dense(50)] };
const stopping = { epochs: 40, earlyStopping: { patience: 3, minDelta: 0, restoreBest: true } };

test.each([
  [
    'two million parameters for fifty thousand tokens, forty times',
    { ...plan, data: { trainingTargets: 45_000 } },
    'warning',
  ],
  ['the same for a million tokens', { ...plan, data: { trainingTargets: 1_000_000 } }, null],
  ['the same read a few times', { ...plan, train: { epochs: 3 }, data: { trainingTargets: 45_000 } }, null],
  ['the same with dropout', { ...plan, model: dropping, data: { trainingTargets: 45_000 } }, null],
  ['the same with early stopping', { ...plan, train: stopping, data: { trainingTargets: 45_000 } }, null],
  ['a training whose validation tells', { ...plan, epochs: factsOf().epochs, data: { trainingTargets: 45_000 } }, null],
] as const)('%s', (_, changes, severity) => {
  expect(parametersExceedSamples(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('early stopping has something held back to choose by', () => {
  const fixOf = (validationFraction: number) =>
    parametersExceedSamples(
      factsOf({ ...plan, train: { epochs: 40, validationFraction }, data: { trainingTargets: 45_000 } }),
    )?.fix;
  expect(fixOf(0)).toMatchObject({ changes: { train: { validationFraction: 0.1, earlyStopping: { patience: 3 } } } });
  expect(fixOf(0.2)).not.toHaveProperty('changes.train.validationFraction');
});
