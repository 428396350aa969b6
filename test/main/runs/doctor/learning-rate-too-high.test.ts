import { expect, test } from 'vitest';
import { learningRateTooHigh } from '../../../../src-main/runs/doctor/learning-rate-too-high.ts';
import { epochsOf, factsOf, healthyLosses, lookOf, measuredOf, noise, stepsOf } from './facts-of.ts';

const rateOf = (learningRate: number) => ({
  optimizer: { type: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const,
});
/** The losses of a training that loses again what it had learnt, and of one that never learns. */
const climbing = healthyLosses(400).map((loss, n) => loss + Math.max(0, n - 200) / 100);
const flatAt = (level: number, deviation: number) =>
  Array.from({ length: 400 }, (_, n) => (n === 0 ? 3.9 : level) + noise(n, deviation));
const counted = { measured: measuredOf({ bigram: 2.2, fiveGram: 2 }) };
const diverged = { kind: 'diverged', step: 240, since: 221, epoch: 2, reason: 'loss', loss: 60, limit: 49 } as const;

/**
 * Looks with a long step between the first and the last share of saturated values; at the last share, this many units
 * are silent.
 */
const stuck = (first: number, last: number, dead: number) => [
  lookOf({ step: 1, saturated: first }),
  lookOf({ ratio: 0.4 }),
  ...[200, 300].map((step) => lookOf({ step, saturated: last, dead })),
];

test.each([
  ['a healthy training', {}, null],
  ['one with noisy batches', { steps: stepsOf(healthyLosses(400).map((loss, n) => loss + noise(n, 0.5))) }, null],
  ['one of a few steps', { steps: stepsOf([3.9, 3.7, 3.8]) }, null],
  ['a divergence before any step', { outcome: { ...diverged, step: 1, since: 1 } }, null],
  ['a divergence', { outcome: diverged }, 'fault'],
  [
    'a loss that climbs back',
    { steps: stepsOf(climbing), epochs: epochsOf([2.8, 2.4, 2.9, 3.9], [2.7, 2.4, 2.9, 4]) },
    'fault',
  ],
  ['steps that change half of the weights', { steps: stepsOf(flatAt(6, 1)), looks: [lookOf({ ratio: 0.5 })] }, 'fault'],
  [
    'a spike that leaves most of it',
    {
      steps: stepsOf(healthyLosses(400).map((loss, n) => loss + (n > 370 ? 0.7 : 0))),
      epochs: epochsOf([2.8, 2.4, 2.2, 2.3], [2.7, 2.4, 2.25, 2.4]),
    },
    'warning',
  ],
  [
    'a last batch that is harder than others',
    { steps: stepsOf(healthyLosses(400).map((loss, n) => loss + (n > 380 ? 0.9 : 0))) },
    null,
  ],
  [
    'no more than the frequencies of tokens, at a hundred times the usual rate',
    { train: rateOf(0.3), epochs: epochsOf([3.4, 3.3, 3.3], [3.3, 3.25, 3.26]), data: counted },
    'fault',
  ],
  [
    'no more than that on new text, though training text is learnt by heart',
    { train: rateOf(0.3), epochs: epochsOf([2.4, 1.8, 1.2], [3.3, 3.25, 3.26]), data: counted },
    null,
  ],
  [
    'no more than that at a usual rate',
    { train: rateOf(0.003), epochs: epochsOf([3.4, 3.3, 3.3], [3.3, 3.25, 3.26]), data: counted },
    null,
  ],
  ['a loss above the first one', { steps: stepsOf(flatAt(6, 1)) }, 'fault'],
  ['gates that long steps have stuck', { looks: stuck(0, 0.97, 0.4) }, 'fault'],
  ['gates that decide clearly after long steps', { looks: stuck(0, 0.97, 0) }, null],
  ['gates that were stuck at first', { looks: stuck(0.97, 0.97, 0.4) }, null],
  [
    'steps that end beyond the minimum of their batch',
    { looks: [lookOf({ alpha: 0.9 }), lookOf({ step: 200, alpha: 0.8 })] },
    null,
  ],
] as const)('%s', (_, changes, severity) => {
  expect(learningRateTooHigh(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('goes on from the last checkpoint before the loss rose, with a rate that suits the optimizer', () => {
  const found = learningRateTooHigh(factsOf({ outcome: diverged, train: rateOf(0.5) }));
  expect(found?.fix).toEqual({ kind: 'branch', checkpointId: 'epoch-2', train: rateOf(0.002) });
});

test('begins anew where nothing good was saved, with a smaller rate than the usual one where that was too high', () => {
  const found = learningRateTooHigh(factsOf({ outcome: { ...diverged, since: 40 }, train: rateOf(0.002) }));
  expect(found?.fix).toEqual({ kind: 'new-run', changes: { train: rateOf(0.0004) } });
});

test('points at the steps from the last finite one to the one that diverged, the first one first', () => {
  const outcome = { ...diverged, step: 2, since: 2 };
  const found = learningRateTooHigh(factsOf({ outcome, steps: stepsOf([3.9]), train: rateOf(1e6) }));
  expect(found?.region).toEqual({ chart: 'loss', fromStep: 1, toStep: 2 });
});
