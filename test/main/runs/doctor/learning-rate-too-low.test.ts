import { expect, test } from 'vitest';
import { learningRateTooLow } from '../../../../src-main/runs/doctor/learning-rate-too-low.ts';
import { factsOf, lookOf, noise, stepsOf } from './facts-of.ts';

const falling = (by: number) => Array.from({ length: 400 }, (_, n) => 3.9 - (by * n) / 400 + noise(n, 0.01));
const looks = (ratio: number, alpha?: number) =>
  [1, 100, 400].map((step) => lookOf({ step, ratio, ...(alpha !== undefined && { alpha }) }));
const spent = stepsOf(falling(0.3)).map((step, n) => (n < 300 ? step : { ...step, learningRate: 1e-9 }));

test.each([
  ['a healthy training', {}, null],
  ['weights that do not move', { steps: stepsOf(falling(0.01)), looks: looks(5e-6) }, 'fault'],
  ['small steps that end where they begin', { steps: stepsOf(falling(0.7)), looks: looks(5e-4, -0.99) }, 'fault'],
  ['small steps that end in the valley', { steps: stepsOf(falling(0.7)), looks: looks(5e-4, -0.5) }, null],
  ['small steps of an older studio, which measured no α', { steps: stepsOf(falling(0.7)), looks: looks(5e-4) }, null],
  ['small steps that have learnt most of it', { steps: stepsOf(falling(3)), looks: looks(1e-4, -0.99) }, null],
  [
    'steps that are small at the end of a schedule alone',
    { steps: spent, looks: [lookOf({ ratio: 0.005 }), lookOf({ step: 400, ratio: 1e-8, alpha: -1 })] },
    null,
  ],
  ['a few steps', { steps: stepsOf(falling(0.01).slice(0, 12)), looks: looks(5e-6) }, null],
] as const)('%s', (_, changes, severity) => {
  expect(learningRateTooLow(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('trains anew with the rate that is usual for the optimizer', () => {
  const train = { optimizer: { type: 'sgd', learningRate: 0.001 } } as const;
  const found = learningRateTooLow(factsOf({ train, steps: stepsOf(falling(0.01)), looks: looks(5e-6) }));
  expect(found?.fix).toEqual({
    kind: 'new-run',
    changes: { train: { optimizer: { type: 'sgd', learningRate: 0.5 } } },
  });
});
