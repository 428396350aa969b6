import { describe, expect, test } from 'vitest';
import { learningRateFactor } from '../../../src-engine/schedules/learning-rate-factor.ts';

const start = { step: 0, totalSteps: 100, epoch: 0, plateauFactor: 1 };

describe('learning-rate factor', () => {
  test('a constant schedule stays at 1', () => {
    expect(learningRateFactor({ type: 'constant', warmupSteps: 0 }, { ...start, step: 99, epoch: 7 })).toBe(1);
  });

  test('warm-up rises in a straight line and is over after its last step', () => {
    const at = (step: number) => learningRateFactor({ type: 'constant', warmupSteps: 4 }, { ...start, step });
    expect([0, 1, 2, 3, 4, 50].map(at)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  });

  test('a step schedule falls after every n finished epochs', () => {
    const at = (epoch: number) =>
      learningRateFactor({ type: 'step', warmupSteps: 0, everyEpochs: 3, factor: 0.5 }, { ...start, epoch });
    expect([0, 2, 3, 5, 6].map(at)).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  test('an exponential schedule falls with every finished epoch', () => {
    const at = (epoch: number) =>
      learningRateFactor({ type: 'exponential', warmupSteps: 0, decayPerEpoch: 0.9 }, { ...start, epoch });
    expect(at(0)).toBe(1);
    expect(at(3)).toBeCloseTo(0.729, 15);
  });

  test('a cosine starts after the warm-up at 1, is half-way in the middle and ends at the final factor', () => {
    const at = (step: number) =>
      learningRateFactor({ type: 'cosine', warmupSteps: 20, finalFactor: 0.1 }, { ...start, totalSteps: 120, step });
    expect(at(9)).toBe(0.5);
    expect(at(20)).toBe(1);
    expect(at(20 + 100 / 3)).toBeCloseTo(0.1 + 0.9 * 0.75, 12); // cos 60° = ½
    expect(at(70)).toBeCloseTo(0.55, 12);
    expect(at(120)).toBeCloseTo(0.1, 12);
    expect(at(500)).toBeCloseTo(0.1, 12);
  });

  test('a cosine over a run that is all warm-up is finite', () => {
    const spec = { type: 'cosine', warmupSteps: 100, finalFactor: 0 } as const;
    expect(learningRateFactor(spec, { ...start, step: 99 })).toBe(1);
  });

  test('reduce-on-plateau multiplies by the factor that was reached', () => {
    const spec = { type: 'reduce-on-plateau', warmupSteps: 2, patience: 1, factor: 0.5, minDelta: 0 } as const;
    expect(learningRateFactor(spec, { ...start, step: 9, plateauFactor: 0.25 })).toBe(0.25);
    expect(learningRateFactor(spec, { ...start, plateauFactor: 0.25 })).toBe(0.125);
  });
});
