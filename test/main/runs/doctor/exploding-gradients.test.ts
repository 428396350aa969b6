import { expect, test } from 'vitest';
import { explodingGradients } from '../../../../src-main/runs/doctor/exploding-gradients.ts';
import { learningRateTooHigh } from '../../../../src-main/runs/doctor/learning-rate-too-high.ts';
import { factsOf, healthyLosses, stepsOf } from './facts-of.ts';

const norms = (first: number, later: number) =>
  stepsOf(healthyLosses(100)).map((step, n) => ({ ...step, gradientNorm: n === 0 ? first : later }));
const clipAt = (max: number) => ({ clip: { type: 'norm', max } }) as const;
const none = { clip: { type: 'none' } } as const;
const broken = { kind: 'diverged', step: 9, since: 9, epoch: 0, reason: 'gradient', loss: null, limit: 49 } as const;

test.each([
  ['norms below the clip', { steps: norms(0.4, 0.8), train: clipAt(5) }, null],
  ['norms of some times a small clip', { steps: norms(0.4, 3), train: clipAt(0.5) }, null],
  ['a first norm far above the clip', { steps: norms(177, 1), train: clipAt(5) }, 'fault'],
  ['norms far above the clip for long', { steps: norms(1, 80), train: clipAt(5) }, 'fault'],
  ['a large first norm without a clip', { steps: norms(300, 300), train: none }, 'fault'],
  ['moderate norms without a clip', { steps: norms(2, 4), train: none }, null],
  ['a gradient that is no number', { steps: norms(1, 2), train: none, outcome: broken }, 'fault'],
] as const)('%s', (_, changes, severity) => {
  expect(explodingGradients(factsOf(changes))?.severity ?? null).toBe(severity);
});

test('clipping is a doubt only where something clips', () => {
  const doubt = (train: typeof none | ReturnType<typeof clipAt>) =>
    explodingGradients(factsOf({ steps: norms(300, 300), train }))?.doubt;
  expect(doubt(clipAt(5))).toBe('already-clipped');
  expect(doubt(none)).toBe('may-recover');
});

test('a divergence from the first step on is not blamed on a usual rate', () => {
  const outcome = { ...broken, reason: 'loss' } as const;
  expect(learningRateTooHigh(factsOf({ steps: norms(300, 300), outcome }))).toBeNull();
  expect(learningRateTooHigh(factsOf({ steps: norms(1, 300), outcome }))).not.toBeNull();
});

test('clips, and begins with initial values that keep signals as they are', () => {
  expect(explodingGradients(factsOf({ steps: norms(300, 300), train: none }))?.fix).toMatchObject({
    kind: 'new-run',
    changes: {
      train: { clip: { type: 'norm', max: 1 } },
      model: { layers: [{}, { kernelInitializer: 'xavier_uniform', recurrentInitializer: 'orthogonal' }, {}] },
    },
  });
});
