import { expect, test } from 'vitest';
import type { CheckpointReason } from '../../../src-engine/spec/checkpoint-spec.ts';
import { UnsavedCheckpoints, type CheckpointEvent } from '../../../src-main/runs/training/unsaved-checkpoints.ts';

const eventOf = (reason: CheckpointReason) => ({ type: 'checkpoint', runId: '', reason }) as unknown as CheckpointEvent;

/** Returns the places of those that are stored, of checkpoints that all wait at once. */
function storedOf(reasons: readonly CheckpointReason[]): number[] {
  const unsaved = new UnsavedCheckpoints();
  const events = reasons.map(eventOf);
  for (const event of events) unsaved.add(event);
  return events.flatMap((event, n) => (unsaved.takeOut(event) ? [] : [n]));
}

test('a few checkpoints that wait are all stored', () => {
  expect(storedOf(Array.from({ length: 16 }, () => 'interval'))).toHaveLength(16);
});

test('of many that wait the last ones are stored, a few from before, and the best one wherever it stands', () => {
  const intervals = Array.from({ length: 100 }, (): CheckpointReason => 'interval');
  const last = Array.from({ length: 16 }, (_, n) => 86 + n);
  expect(storedOf(['best', 'best', ...intervals])).toEqual([1, 38, 46, 54, 62, 70, 78, ...last]);
});

test('no checkpoint that was asked for, or that ends an epoch, gives way', () => {
  const epochs = Array.from({ length: 20 }, (): CheckpointReason => 'epoch');
  expect(storedOf(['branch', ...epochs, 'request', 'pause', 'stop'])).toHaveLength(24);
});
