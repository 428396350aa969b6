import { expect, test } from 'vitest';
import { overFitting } from '../../../../src-main/runs/doctor/over-fitting.ts';
import { epochsOf, factsOf } from './facts-of.ts';

const restoring = { earlyStopping: { patience: 2, minDelta: 0, restoreBest: true } };

test.each([
  ['both losses fall', epochsOf([2.8, 2.4, 2.2, 2.1], [2.7, 2.4, 2.25, 2.2]), {}, null],
  ['validation rises by a little', epochsOf([2.8, 2.4, 2.2, 2.1], [2.4, 2.3, 2.31, 2.32]), {}, null],
  ['validation rises by a tenth', epochsOf([2.8, 2, 1.5, 1.2], [2.4, 2.1, 2.2, 2.31]), {}, 'warning'],
  ['validation rises by half', epochsOf([2.8, 1.5, 0.8, 0.3], [2.4, 2.1, 2.7, 3.2]), {}, 'fault'],
  ['training rises as well', epochsOf([2.2, 2.4, 2.8, 3.1], [2.1, 2.4, 2.7, 3.2]), {}, null],
  ['the best epoch is put back', epochsOf([2.8, 1.5, 0.8, 0.3], [2.4, 2.1, 2.7, 3.2]), restoring, null],
  ['one epoch is too few to tell', epochsOf([2.8, 1.5], [2.1, 3.2]), {}, null],
  ['nothing is held back', epochsOf([2.8, 1.5, 0.8, 0.3], null), {}, null],
] as const)('%s', (_, epochs, train, severity) => {
  expect(overFitting(factsOf({ epochs, train }))?.severity ?? null).toBe(severity);
});

test('a rise that so few validation items make by chance is none', () => {
  const epochs = epochsOf([0.8, 0.6, 0.5, 0.4], [0.9, 0.85, 0.9, 1]);
  expect(overFitting(factsOf({ epochs, data: { validationTargets: 11 } }))).toBeNull();
  expect(overFitting(factsOf({ epochs, data: { validationTargets: 400 } }))).not.toBeNull();
});

test('trains anew with dropout after each recurrent layer, and puts the best epoch back', () => {
  const found = overFitting(factsOf({ epochs: epochsOf([2.8, 1.5, 0.8, 0.3], [2.4, 2.1, 2.7, 3.2]) }));
  expect(found?.fix).toMatchObject({
    kind: 'new-run',
    changes: {
      train: { earlyStopping: { restoreBest: true } },
      model: { layers: [{ type: 'one_hot' }, { type: 'lstm' }, { type: 'dropout', rate: 0.4 }, { type: 'dense' }] },
    },
  });
  expect(found?.region).toEqual({ chart: 'loss', fromStep: 200, toStep: 400 });
});
