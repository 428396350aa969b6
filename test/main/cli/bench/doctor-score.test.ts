import { expect, test } from 'vitest';
import type { FindingRule } from '../../../../src-main/contract/doctor/doctor-records.ts';
import { acceptedRules, type FaultId } from '../../../tools/bench/doctor/faults/accepted-rules.ts';
import type { FixResult, RunResult } from '../../../tools/bench/doctor/results.ts';
import { benchRuns } from '../../../tools/bench/doctor/runs/bench-runs.ts';
import { digest } from '../../../tools/bench/doctor/runs/judge-run.ts';
import { healthyGroups } from '../../../tools/bench/doctor/scoring/healthy.ts';
import { poissonUpperBound, wilson } from '../../../tools/bench/doctor/scoring/intervals.ts';
import { scoreDoctor } from '../../../tools/bench/doctor/scoring/score.ts';

const result = (id: string, changes: Partial<RunResult>, ...rules: FindingRule[]): RunResult => ({
  ...{ id, fault: null, group: null, made: '', source: 'a', outcome: 'finished', last: 2, best: 2, chance: 4 },
  ...{ epochs: 1, steps: 10, parameters: 1, seconds: 1 },
  findings: rules.map((rule) => ({ rule, severity: 'fault', confidence: 1, expectedGain: 1, fix: null })),
  ...changes,
});

test('intervals are Wilson’s for shares, and exact for rare events', () => {
  // The expected figures are those of R: binom::binom.confint(8, 10, method = "wilson") and qchisq(0.95, 2 * (n + 1)) /
  // 2.
  expect(wilson(8, 10)).toMatchObject({ share: 0.8, low: expect.closeTo(0.4902, 4), high: expect.closeTo(0.9433, 4) });
  expect(wilson(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.2775, 4) });
  expect(poissonUpperBound(0, 1)).toBeCloseTo(2.9957, 4);
  expect(poissonUpperBound(5, 100)).toBeCloseTo(0.10513, 5);
});

test('a run without a fault is healthy if it is nearly as good as the best of its group, which has learnt something', () => {
  const runs = [
    ...[2, 2.09, 2.11].map((last, n) => result(`a/${n}`, { group: 'a', last, best: last })),
    ...[0.001, 0.015].map((last, n) => result(`b/${n}`, { group: 'b', last, best: last })),
    ...[3.9, 3.95].map((last, n) => result(`c/${n}`, { group: 'c', last, best: last })),
    result('d/0', { group: 'd', outcome: 'diverged', last: null, best: 1 }),
  ];
  const ids = healthyGroups(runs).map((group) => group.map(({ id }) => id));
  expect(ids).toEqual([
    ['a/0', 'a/1'],
    ['b/0', 'b/1'],
  ]);
});

test('what is found counts as right by what was written down for the fault', () => {
  const runs = [
    result('1', { fault: 'over-fitting-text' }, 'memorising', 'plateau'),
    result('2', { fault: 'over-fitting-text' }, 'plateau', 'over-fitting'),
    result('3', { fault: 'texts-cut' }, 'plateau'),
    result('4', { fault: 'texts-cut' }),
    result('5', { group: 'a' }),
    result('6', { group: 'a' }, 'plateau'),
    result('7', { group: 'a', last: 3 }, 'plateau'), // neither healthy nor planted
  ];
  const fix = (rule: FindingRule, ...afters: (number | null)[]): FixResult => ({
    ...{ id: '1', made: '', rule, fix: '' },
    pairs: afters.map((after, seed) => ({ seed, before: 2, after })),
    outcome: 'helped',
  });
  const score = scoreDoctor(runs, [
    fix('memorising', 1.5, 2.1),
    fix('memorising', 1.9, null),
    fix('over-fitting', 2.5),
  ]);
  expect(score).toMatchObject({
    ...{ faulty: 4, kinds: 2, healthy: 2, neither: 1 },
    precision: { count: 3, of: 4 },
    recall: { count: 3, of: 4 },
    rightFindings: { count: 2, of: 6 },
    rightAmongThree: { count: 2, of: 4 },
    rightFirst: { count: 1, of: 4 },
    falseAlarms: { count: 1, mean: 0.5 },
    fixes: { count: 1, of: 3 },
  });
  expect(score.falseAlarms.upper).toBeGreaterThan(1);
  expect(score.faults[0]).toMatchObject({ fault: 'over-fitting-text', first: 1, wrongFirst: [['plateau', 1]] });
  expect(score.rules[0]).toMatchObject({ rule: 'plateau', right: 0, wrong: 3, falseAlarms: 1 });
  expect(score.rules.find(({ rule }) => rule === 'memorising')?.fixes).toMatchObject({ count: 1, of: 2 });
});

test('both splits have enough of all faults and of healthy runs, which their seeds tell apart', async () => {
  const [tuning, heldOut] = [benchRuns('tuning'), benchRuns('held-out')];
  for (const runs of [tuning, heldOut]) {
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    expect(new Set(runs.map(({ fault }) => fault))).toEqual(new Set([null, ...Object.keys(acceptedRules)]));
    expect(runs.filter(({ fault }) => fault !== null).length).toBeGreaterThanOrEqual(200);
    // Some runs turn out to be worse than the best of their group, and do not count.
    expect(runs.filter(({ group }) => group !== null).length).toBeGreaterThanOrEqual(450);
  }
  const made = async (runs: typeof tuning, id: string) => digest(await runs.find((run) => run.id === id)?.make());
  const ids = ['under-fitting-tiny/1', 'vectors-missing/2', 'healthy/forecaster:seasonal/1/variant-2'];
  for (const id of ids) {
    expect(await made(benchRuns('tuning'), id)).toBe(await made(tuning, id));
    expect(await made(heldOut, id)).not.toBe(await made(tuning, id));
  }
  const first: FaultId[] = ['texts-cut', 'split-leak-rows', 'bptt-too-short'];
  expect(first.map((fault) => acceptedRules[fault].rules[0])).toEqual(['texts-cut', 'split-leak', 'bptt-too-short']);
});
