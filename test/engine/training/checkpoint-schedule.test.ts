import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { CheckpointPolicy } from '../../../src-engine/spec/train-spec.ts';
import { createCheckpointSchedule } from '../../../src-engine/training/checkpoint-schedule.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';

const never: CheckpointPolicy = { everyEpoch: false, everySteps: null, everyMinutes: null, keepLast: 3, keepBest: 1 };

/** The milliseconds at which a training of steps of 100 ms saves by itself, each time a checkpoint of so many bytes. */
function savesWithin(policy: CheckpointPolicy, bytes: number, durationMs: number): number[] {
  const schedule = createCheckpointSchedule(policy, initialProgress);
  const tensors = [
    { name: 'parameter/0.kernel', shape: [bytes / 4], type: 'float32' as const, bytes: new Uint8Array(bytes) },
  ];
  const checkpointAt = (step: number): Checkpoint => ({
    progress: { ...initialProgress, step, elapsedMs: step * 100 },
    tensors,
  });
  if (schedule.savesBeginning(bytes / 3)) schedule.saved(checkpointAt(0));
  const saves: number[] = [];
  for (let step = 1; step * 100 <= durationMs; step++) {
    if (!schedule.isDue(step, step * 100)) continue;
    saves.push(step * 100);
    schedule.saved(checkpointAt(step));
  }
  return saves;
}

const minute = 60_000;

test('a history has some tens of points in a minute, and does not grow without end', () => {
  const policy = { ...never, spaceBytes: 256e6 };
  const inAMinute = savesWithin(policy, 1e6, minute);
  expect(inAMinute[0]).toBe(2000);
  expect(inAMinute).toHaveLength(25);
  expect(savesWithin(policy, 1e6, 600 * minute).length).toBeLessThan(140);
});

test('large checkpoints are saved seldom, so that training does not wait for them', () => {
  const policy = { ...never, spaceBytes: 256e6 };
  expect(savesWithin(policy, 20e6, minute)).toEqual([20_000, 40_000, 60_000]);
  expect(savesWithin(policy, 40e6, minute)).toEqual([]);
  expect(savesWithin({ ...policy, everyMinutes: 0.5 }, 40e6, minute)).toEqual([30_000, 60_000]);
});

test('a policy without room for a history saves at its own times alone', () => {
  expect(savesWithin(never, 1e6, minute)).toEqual([]);
  expect(savesWithin({ ...never, everySteps: 200 }, 1e6, minute)).toEqual([20_000, 40_000, 60_000]);
});
