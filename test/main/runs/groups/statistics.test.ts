import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  independentDifference,
  pairedDifference,
  type SeedPair,
} from '../../../../src-main/contract/groups/difference.ts';
import { judgeFix } from '../../../../src-main/contract/groups/fix-verdict.ts';
import { meanInterval } from '../../../../src-main/contract/groups/mean-interval.ts';
import { fisherTail, studentQuantile, studentTails } from '../../../../src-main/contract/groups/student-t.ts';

/** The losses without and with a change, seed by seed. The expected figures are those of R 4: t.test, qt, pt and pf. */
const before = [1.581, 1.602, 1.577, 1.593, 1.588];
const after = [1.561, 1.59, 1.571, 1.569, 1.58];
const pairs: SeedPair[] = before.map((value, index) => ({ before: value, after: after[index] ?? NaN }));

test('quantiles and tails are those of R', () => {
  const quantiles = [1, 4, 7.3].map((freedom) => studentQuantile(0.95, freedom));
  for (const [index, expected] of [12.7062047361747, 2.77644510519779, 2.3450667365477].entries())
    expect(quantiles[index]).toBeCloseTo(expected, 9);
  expect(studentQuantile(0.99, 120)).toBeCloseTo(2.61742114510687, 9);
  expect(studentTails(0.1, 3)).toBeCloseTo(0.926652348800806, 12);
  expect(studentTails(2.5, 9.5)).toBeCloseTo(0.0325850577896044, 12);
  expect(studentTails(40, 2)).toBeCloseTo(0.000624414672184741, 12);
  expect(fisherTail(0.5, 4, 4)).toBeCloseTo(0.740740740740741, 12);
  expect(fisherTail(3.2, 7, 3)).toBeCloseTo(0.183877616823627, 12);
  expect(fisherTail(19, 2, 11)).toBeCloseTo(0.000270135293017441, 12);
});

test('a paired comparison is R’s paired t test, an independent one Welch’s, a mean one sample’s', () => {
  const paired = pairedDifference(pairs);
  expect(paired).toMatchObject({ degreesOfFreedom: 4, isPaired: true, pooled: 0 });
  expect(paired.difference).toBeCloseTo(-0.014, 12);
  expect(paired.low).toBeCloseTo(-0.023617887973257, 12);
  expect(paired.high).toBeCloseTo(-0.00438211202674302, 12);
  const welch = independentDifference(before.slice(0, 4), after);
  expect(welch.low).toBeCloseTo(-0.0322430333807311, 12);
  expect(welch.high).toBeCloseTo(0.0041430333807313, 12);
  expect(welch.degreesOfFreedom).toBeCloseTo(6.4834426638753, 10);
  const mean = meanInterval(before);
  expect((mean?.mean ?? 0) - (mean?.halfWidth ?? 0)).toBeCloseTo(1.57592698200811, 12);
  expect(meanInterval([2])).toMatchObject({ mean: 2, halfWidth: null, deviation: null });
  expect(meanInterval([])).toBeNull();
});

test('R says the same of other numbers, where there is one', (context) => {
  const script = `t <- t.test(c(${after.join()}), c(${before.join()}), paired = TRUE); cat(format(t$conf.int, digits = 15))`;
  let printed: string;
  try {
    printed = execFileSync('Rscript', ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return context.skip('R is not installed here.');
  }
  const [low, high] = printed.trim().split(/\s+/).map(Number);
  const own = pairedDifference(pairs);
  expect(own.low).toBeCloseTo(low ?? NaN, 12);
  expect(own.high).toBeCloseTo(high ?? NaN, 12);
});

test('earlier variances are pooled by their degrees of freedom, unless the sample contradicts them', () => {
  const pooled = pairedDifference(pairs, [{ variance: 0.000333333333333334, degreesOfFreedom: 3 }]);
  expect(pooled).toMatchObject({ degreesOfFreedom: 7, pooled: 1 });
  expect(pooled.low).toBeCloseTo(-0.0280746939428929, 12);
  expect(pooled.high).toBeCloseTo(0.0000746939428928999, 12);
  const contradicted = pairedDifference(pairs, [{ variance: 1, degreesOfFreedom: 4 }]);
  expect(contradicted).toMatchObject({ degreesOfFreedom: 4, pooled: 0 });
});

test('a verdict says helped, harmed, no effect or too noisy to say', () => {
  const outcomeOf = (differences: readonly number[]) =>
    judgeFix(differences.map((difference) => ({ before: 2, after: 2 + difference })))?.outcome;
  expect(outcomeOf([-0.2, -0.25, -0.22, -0.18, -0.24])).toBe('helped');
  expect(outcomeOf([0.2, 0.25, 0.22, 0.18, 0.24])).toBe('harmed');
  expect(outcomeOf([0.003, -0.004, 0.002, -0.002, 0.001])).toBe('no-effect');
  expect(outcomeOf([0.2, -0.3, 0.25, -0.1, -0.2])).toBe('too-noisy');
  expect(outcomeOf([0, 0, 0, 0, 0])).toBe('no-effect');
  expect(outcomeOf([-0.2])).toBeUndefined();
});

test('intervals with pooled variances hold the true difference as often as they say', () => {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const trials = 2000;
  let held = 0;
  for (let n = 0; n < trials; n++) {
    const sample = Array.from({ length: 5 }, () => ({ before: 0, after: 0.3 + normal() }));
    const earlier = Array.from({ length: 5 }, normal);
    const mean = earlier.reduce((sum, value) => sum + value, 0) / 5;
    const variance = earlier.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
    const { low, high } = pairedDifference(sample, [{ variance, degreesOfFreedom: 4 }]);
    if (low <= 0.3 && high >= 0.3) held++;
  }
  expect(held / trials).toBeGreaterThan(0.935);
  expect(held / trials).toBeLessThan(0.965);
});
