import { expect, test } from 'vitest';
import { plateau } from '../../../../src-main/runs/doctor/plateau.ts';
import { factsOf, healthyLosses, stepsOf } from './facts-of.ts';

const withRate = (rateAt: (part: number) => number) =>
  stepsOf(healthyLosses(400)).map((step, n) => ({ ...step, learningRate: 0.002 * rateAt(n / 400) }));
const exponential = { schedule: { type: 'exponential', warmupSteps: 0, decayPerEpoch: 0.05 } } as const;

test.each([
  ['a constant rate', {}, null],
  [
    'a cosine',
    {
      steps: withRate((part) => (1 + Math.cos(Math.PI * part)) / 2),
      train: { schedule: { type: 'cosine', warmupSteps: 0, finalFactor: 0 } },
    },
    null,
  ],
  [
    'a rate that is soon spent',
    { steps: withRate((part) => 0.05 ** Math.floor(8 * part)), train: exponential },
    'warning',
  ],
  ['a rate that lasts', { steps: withRate((part) => 0.7 ** Math.floor(8 * part)), train: exponential }, null],
] as const)('%s', (_, changes, severity) => {
  expect(plateau(factsOf(changes))?.severity ?? null).toBe(severity);
});
