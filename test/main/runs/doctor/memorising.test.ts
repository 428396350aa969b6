import { expect, test } from 'vitest';
import { memorising } from '../../../../src-main/runs/doctor/memorising.ts';
import { classifier, epochsOf, factsOf } from './facts-of.ts';

const figures = (share: number, longest: number) => ({ share, longest, usualLongest: longest });
const written = (recites: boolean, share: number) => ({
  memorisation: {
    ...{ step: 400, temperature: 0.5, texts: 8, tokens: 2000, recites },
    ...{ written: figures(share, 180), heldOut: figures(0.01, 22) },
  },
});

test.each([
  ['losses near each other', {}, null],
  ['losses far apart', { epochs: epochsOf([1, 0.2], [2.5, 3.1]) }, 'warning'],
  ['texts that are copied', written(true, 0.9), 'warning'],
  [
    'texts that are new, whatever the losses',
    { ...written(false, 0.01), epochs: epochsOf([1, 0.2], [2.5, 3.1]) },
    null,
  ],
  ['a classifier, which writes nothing', { model: classifier, epochs: epochsOf([1, 0.2], [2.5, 3.1]) }, null],
] as const)('%s', (_, changes, severity) => {
  expect(memorising(factsOf(changes))?.severity ?? null).toBe(severity);
});
