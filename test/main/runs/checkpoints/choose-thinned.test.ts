import { expect, test } from 'vitest';
import { createStream } from '../../../../src-engine/random/stream.ts';
import type { KeptCheckpoint } from '../../../../src-main/db/checkpoint-retention.ts';
import {
  bytesOf,
  chooseThinned,
  mostCheckpoints,
  type RetentionRules,
} from '../../../../src-main/runs/checkpoints/choose-thinned.ts';

const MEGABYTE = 1_000_000;
const plenty: RetentionRules = { keepLast: 3, keepBest: 1, spaceBytes: Number.MAX_SAFE_INTEGER };

/** A checkpoint of tensors of its own, at a step that is also its key. */
function at(step: number, changes: Partial<KeptCheckpoint> = {}): KeptCheckpoint {
  return {
    key: step,
    step,
    validationLoss: null,
    isHeld: false,
    tensors: [{ key: step, bytes: MEGABYTE }],
    ...changes,
  };
}

/** Saves one checkpoint after the other and thins after each, as a run does. `look` sees what is kept at every moment. */
function live(
  checkpoints: Iterable<KeptCheckpoint>,
  rules: RetentionRules,
  look: (kept: readonly KeptCheckpoint[]) => void = () => undefined,
): KeptCheckpoint[] {
  let kept: KeptCheckpoint[] = [];
  for (const checkpoint of checkpoints) {
    kept.push(checkpoint);
    const thinned = new Set(chooseThinned(kept, rules));
    kept = kept.filter(({ key }) => !thinned.has(key));
    look(kept);
  }
  return kept;
}

function* epochs(count: number, stepsPerEpoch = 1): Generator<KeptCheckpoint> {
  for (let epoch = 1; epoch <= count; epoch++) yield at(epoch * stepsPerEpoch);
}

/**
 * The widest gap between two kept ones, as a multiple of what it would be if all were spaced evenly by the logarithm of their age.
 * The first step tells how often one was saved: no gap can be narrower.
 */
function worstGap(kept: readonly KeptCheckpoint[]): number {
  const steps = kept.map(({ step }) => step);
  const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const age = (step: number) => last - step + (last - first) / 32;
  const gaps = steps.slice(1).map((step, n) => {
    const before = steps[n] ?? 0;
    return step - before <= 2 * first ? 0 : Math.log(age(before) / age(step));
  });
  return Math.max(...gaps) / (Math.log(33) / gaps.length);
}

test('everything is kept while there is room', () => {
  expect(live(epochs(mostCheckpoints), plenty)).toHaveLength(mostCheckpoints);
});

test.each([
  ['10,000 epochs', epochs(10_000)],
  ['a million steps, saved every hundred', epochs(10_000, 100)],
])('%s keep a bounded number at every moment, from the first to the last, spaced by their age', (_, checkpoints) => {
  let seen = 0;
  const kept = live(checkpoints, plenty, (now) => {
    seen++;
    expect(now.length).toBeLessThanOrEqual(mostCheckpoints);
    expect(now[0]?.key).toBe(now[0]?.step);
    if (now.length === mostCheckpoints && seen % 97 === 0) expect(worstGap(now)).toBeLessThan(2.6);
  });
  const steps = kept.map(({ step }) => step);
  const unit = steps[0] ?? 0;
  expect(steps.slice(-3)).toEqual([9998 * unit, 9999 * unit, 10_000 * unit]);
  // Half of them tell of the last fifth, and yet the first half of the history is not empty.
  expect(steps.filter((step) => step > 8000 * unit).length).toBeGreaterThan(mostCheckpoints / 2);
  expect(steps.filter((step) => step < 5000 * unit).length).toBeGreaterThan(8);
});

test('the space holds at every moment, and the first, the last and the best stay in it', () => {
  const random = createStream(1, 'losses', 0);
  let best: KeptCheckpoint | null = null;
  const rules = { ...plenty, spaceBytes: 12.5 * MEGABYTE };
  const judged = [...epochs(1000, 7)].map((each) => ({
    ...each,
    validationLoss: 3 - each.step / 9000 + random.uniform(),
  }));
  let n = 0;
  live(judged, rules, (kept) => {
    const newest = judged[n++];
    if (newest && (best === null || newest.validationLoss <= Number(best.validationLoss))) best = newest;
    expect(bytesOf(kept)).toBeLessThanOrEqual(rules.spaceBytes);
    expect(kept[0]).toBe(judged[0]);
    expect(kept.at(-1)).toBe(newest);
    expect(kept).toContain(best);
    if (n > 12) expect(kept.length).toBe(12);
  });
});

test('a tensor that checkpoints share counts once', () => {
  const frozen = { key: 0, bytes: 80 * MEGABYTE };
  const checkpoints = [...epochs(20)].map((each) => ({ ...each, tensors: [frozen, ...each.tensors] }));
  expect(bytesOf(checkpoints)).toBe(100 * MEGABYTE);
  expect(live(checkpoints, { ...plenty, spaceBytes: 100 * MEGABYTE })).toHaveLength(20);
  expect(live(checkpoints, { ...plenty, spaceBytes: 90 * MEGABYTE })).toHaveLength(10);
});

test('what somebody relies on is never thinned, and all else goes before it', () => {
  const held = new Set([3, 17, 18, 19, 400]);
  const checkpoints = [...epochs(500)].map((each) => ({ ...each, isHeld: held.has(each.step) }));
  const kept = live(checkpoints, { ...plenty, spaceBytes: 2 * MEGABYTE });
  expect(kept.map(({ step }) => step)).toEqual([1, 3, 17, 18, 19, 400, 500]);
});

test('the last and the best that are asked for stay where there is room, and go before the first, the last and the best', () => {
  const losses = [2.5, 1.2, 1.9, 1.3, 1.1, 1.8, 1.7, 1.6];
  const checkpoints = losses.map((validationLoss, n) => at(n + 1, { validationLoss }));
  const keptIn = (megabytes: number) => {
    const thinned = chooseThinned(checkpoints, { keepLast: 2, keepBest: 2, spaceBytes: megabytes * MEGABYTE });
    return checkpoints.map(({ key }) => key).filter((key) => !thinned.includes(key));
  };
  expect(keptIn(8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(keptIn(5)).toEqual([1, 2, 5, 7, 8]);
  expect(keptIn(4)).toEqual([1, 5, 7, 8]);
  expect(keptIn(3)).toEqual([1, 5, 8]);
  expect(keptIn(0)).toEqual([1, 5, 8]);
});

test('as many as are asked for stay beyond the usual number', () => {
  expect(live(epochs(200), { ...plenty, keepLast: 100 }).map(({ step }) => step)).toEqual([
    1,
    ...Array.from({ length: 100 }, (_, n) => 101 + n),
  ]);
});

test('the choice depends on nothing but what is there: not on the order, and not on how often it is made', () => {
  const random = createStream(2, 'shuffle', 0);
  const checkpoints = [...epochs(150, 3)].map((each) => ({ ...each, validationLoss: random.uniform() }));
  const rules = { ...plenty, spaceBytes: 20 * MEGABYTE };
  const thinned = chooseThinned(checkpoints, rules);
  const order = new Map(checkpoints.map(({ key }) => [key, random.uniform()]));
  const shuffled = checkpoints.toSorted((a, b) => Number(order.get(a.key)) - Number(order.get(b.key)));
  expect(chooseThinned(shuffled, rules)).toEqual(thinned);
  const kept = checkpoints.filter(({ key }) => !thinned.includes(key));
  expect(chooseThinned(kept, rules)).toEqual([]);
});
