import { describe, expect, test } from 'vitest';
import { choosePick, isSearchOver } from '../../../src-engine/learning-rate-finder/choose-pick.ts';
import { createLossMean } from '../../../src-engine/learning-rate-finder/smooth-losses.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { RatePoint } from '../../../src-engine/spec/learning-rate-spec.ts';

interface Curve {
  /** The rate in the middle of a fall from 3 to 2, and the rate at which the loss begins to rise. */
  fallsAt: number;
  risesAt?: number;
  overshootsAt?: number;
  noise?: number;
  seed?: number;
}

/** Returns the points of a hundred rates from 0.0001 to 1. */
function curve({ fallsAt, risesAt = Infinity, overshootsAt = Infinity, noise = 0, seed = 1 }: Curve): RatePoint[] {
  const random = createStream(seed, 'curve', 0);
  const mean = createLossMean();
  return Array.from({ length: 100 }, (_, n) => {
    const learningRate = 1e-4 * 1e4 ** (n / 99);
    const fall = 1 / (1 + (fallsAt / learningRate) ** 3);
    const rise = learningRate > risesAt ? 3 * Math.log(learningRate / risesAt) : 0;
    const loss = 3 - fall + rise + noise * random.normal();
    const alpha = Math.log(learningRate / overshootsAt) + (noise > 0 ? random.normal() : 0);
    return { learningRate, loss, smoothedLoss: mean(loss), alpha: Number.isFinite(alpha) ? alpha : null };
  });
}

/** The ratio of two rates, the larger one first. */
const factor = (a: number, b: number) => Math.max(a / b, b / a);

describe('a pick', () => {
  test('is two thirds of the rate in the middle of the fall, where nothing else is lower', () => {
    const pick = choosePick(curve({ fallsAt: 0.005 }))!;
    expect(pick).toMatchObject({ reason: 'steepest-fall', divergesAt: null, overshootsAt: null });
    expect(pick.learningRate).toBeCloseTo(pick.steepestAt! / 1.5, 10);
    // The mean of the losses lags some steps behind them.
    expect(factor(pick.steepestAt!, 0.005)).toBeLessThan(2.5);
  });

  test('is a decade below the rate at which the loss rises, where that is lower', () => {
    const pick = choosePick(curve({ fallsAt: 0.005, risesAt: 0.012 }))!;
    expect(pick.reason).toBe('below-divergence');
    expect(pick.learningRate).toBeCloseTo(pick.divergesAt! / 10, 10);
    expect(pick.divergesAt).toBeGreaterThan(0.012);
    expect(pick.divergesAt).toBeLessThan(0.036);
  });

  test('lies in the middle between the rate from which on steps go too far and the bound, where that rate is lower', () => {
    const pick = choosePick(curve({ fallsAt: 0.05, overshootsAt: 0.003 }))!;
    expect(pick.reason).toBe('overshoot');
    expect(factor(pick.overshootsAt!, 0.003)).toBeLessThan(1.5);
    expect(pick.learningRate ** 2).toBeCloseTo((pick.overshootsAt! * pick.steepestAt!) / 1.5, 10);
  });

  test('is four times the rate from which on steps go too far, where the losses neither fall nor rise', () => {
    const pick = choosePick(curve({ fallsAt: 100, overshootsAt: 0.003, noise: 0.1 }))!;
    expect(pick).toMatchObject({ reason: 'overshoot', steepestAt: null, divergesAt: null });
    expect(pick.learningRate).toBeCloseTo(4 * pick.overshootsAt!, 10);
  });

  test('hardly depends on the noise of the batches', () => {
    const clean = choosePick(curve({ fallsAt: 0.01, risesAt: 0.2, overshootsAt: 0.02 }))!;
    for (let seed = 1; seed <= 40; seed++) {
      const pick = choosePick(curve({ fallsAt: 0.01, risesAt: 0.2, overshootsAt: 0.02, noise: 0.15, seed }))!;
      expect(factor(pick.learningRate, clean.learningRate)).toBeLessThan(2);
    }
  });

  test('seldom takes noise for a fall, and needs none where the loss rises', () => {
    const seeds = Array.from({ length: 40 }, (_, n) => n + 1);
    const flat = seeds.map((seed) => choosePick(curve({ fallsAt: 100, noise: 0.1, seed })));
    expect(flat.filter((pick) => pick === null).length).toBeGreaterThan(35);
    const rising = seeds.map((seed) => choosePick(curve({ fallsAt: 100, risesAt: 0.3, noise: 0.1, seed })));
    const byRise = rising.filter((pick) => pick?.reason === 'below-divergence' && pick.steepestAt === null);
    expect(byRise.length).toBeGreaterThan(35);
  });
});

test('a search is over where the loss is no number, or has risen far above its beginning', () => {
  const points = curve({ fallsAt: 0.005 });
  expect(isSearchOver(points)).toBe(false);
  expect(isSearchOver([...points, { learningRate: 2, loss: null, smoothedLoss: null, alpha: null }])).toBe(true);
  expect(isSearchOver([...points, { learningRate: 2, loss: 40, smoothedLoss: 6.1, alpha: null }])).toBe(true);
});
