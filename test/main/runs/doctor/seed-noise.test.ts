import { expect, test } from 'vitest';
import { seedNoise } from '../../../../src-main/runs/doctor/seed-noise.ts';
import { factsOf } from './facts-of.ts';

test.each([
  ['nothing to compare with', null, null],
  ['losses apart by less than seeds make', { loss: 2.01, rivalLoss: 2.02, seedDeviation: 0.02 }, 'note'],
  ['losses apart by far more', { loss: 2.01, rivalLoss: 2.3, seedDeviation: 0.02 }, null],
] as const)('%s', (_, rival, severity) => {
  expect(seedNoise(factsOf({ rival }))?.severity ?? null).toBe(severity);
});
