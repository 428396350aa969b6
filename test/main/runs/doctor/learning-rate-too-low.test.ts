import { expect, test } from 'vitest';
import { learningRateTooLow } from '../../../../src-main/runs/doctor/learning-rate-too-low.ts';
import { factsOf, lookOf, noise, stepsOf } from './facts-of.ts';

const falling = (by: number) => Array.from({ length: 400 }, (_, n) => 3.9 - (by * n) / 400 + noise(n, 0.01));
const looks = (ratio: number, alpha?: number) =>
  [1, 100, 400].map((step) => lookOf({ step, ratio, ...(alpha !== undefined && { alpha }) }));
const adagrad = (learningRate: number) => ({ optimizer: { type: 'adagrad', learningRate, epsilon: 1e-10 } }) as const;
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
  [
    'AdaGrad, whose steps shrink before they have got anywhere, at a fiftieth of its usual rate',
    { train: adagrad(0.001), steps: stepsOf(falling(0.63)), looks: looks(1.2e-3) },
    'warning',
  ],
  [
    'AdaGrad at a tenth of its usual rate, which goes a long way',
    { train: adagrad(0.005), steps: stepsOf(falling(1.2)), looks: looks(6e-3) },
    null,
  ],
  ['AdaGrad at its usual rate', { train: adagrad(0.05), steps: stepsOf(falling(1.9)), looks: looks(2e-3) }, null],
  [
    'a branch that means its steps to be small',
    { train: adagrad(0.001), beginsAnew: false, steps: stepsOf(falling(0.1)), looks: looks(1.2e-3) },
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
