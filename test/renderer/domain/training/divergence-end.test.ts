import { expect, test } from 'vitest';
import type { RunOutcome } from '../../../../src-main/contract/runs/outcome-records.ts';
import { divergenceEnd, withEnd } from '../../../../src-renderer/domain/training/divergence-end.ts';

const diverged = (fields: Partial<Extract<RunOutcome, { kind: 'diverged' }>>): RunOutcome => ({
  ...{ kind: 'diverged', step: 2, since: 2, epoch: 0, reason: 'loss', loss: 2147, limit: 82 },
  ...fields,
});

test('what a training diverged with is drawn after its steps, infinite where it was no number', () => {
  const steps = Float64Array.of(1);
  const losses = Float64Array.of(7.2);
  const finite = withEnd(steps, losses, divergenceEnd(diverged({})), 'loss');
  expect([...finite.steps]).toEqual([1, 2]);
  expect([...finite.values]).toEqual([7.2, 2147]);
  expect(Math.exp(finite.values[1])).toBe(Infinity);
  const infinite = withEnd(steps, losses, divergenceEnd(diverged({ loss: null })), 'loss');
  expect([...infinite.values]).toEqual([7.2, Infinity]);
});

test('other lines, other outcomes and older runs stay as they are', () => {
  const steps = Float64Array.of(1, 2);
  const unchanged = (outcome: RunOutcome | null) =>
    expect([...withEnd(steps, steps, divergenceEnd(outcome), 'loss').steps]).toEqual([1, 2]);
  unchanged(null);
  unchanged(diverged({ reason: 'gradient', step: 9 }));
  unchanged(diverged({ reason: null, step: 9 }));
  unchanged(diverged({ step: 2 }));
});
