import { expect, test } from 'vitest';
import type { RunEventRecord } from '../../../../src-main/contract/runs/run-records.ts';
import { createRunMetrics } from '../../../../src-renderer/domain/training/run-metrics.ts';
import { stepScale } from '../../../../src-renderer/domain/training/step-scale.ts';
import { aPreset, aStep, anEpoch } from '../../studio/sample-records.ts';

const run = { parent: null, totalSteps: 400, train: { ...aPreset().train, epochs: 4 }, createdAt: 1_000_000 };

/** Ten milliseconds a step, an epoch every 100 steps. */
function metrics() {
  const measured = createRunMetrics();
  measured.steps.append(Array.from({ length: 250 }, (_, index) => aStep(index + 1)));
  measured.epochs.append([anEpoch(1, 100), anEpoch(2, 200)]);
  return measured;
}
const event = (kind: RunEventRecord['kind'], at: number, step: number): RunEventRecord => ({
  kind,
  at,
  step,
  elapsedMs: step * 10,
  message: null,
  error: null,
});
const steps = Float64Array.of(0, 50, 100, 150, 250);

test('steps become epochs, and the epoch under way goes on at the planned pace', () => {
  const scale = stepScale('epoch', run, metrics(), []);
  expect([...scale.toX(steps)]).toEqual([0, 0.5, 1, 1.5, 2.5]);
  expect(scale.toStep(1.25)).toBe(125);
});

test('training time leaves pauses out, the clock does not', () => {
  expect([...stepScale('relative', run, metrics(), []).toX(steps)]).toEqual([0, 500, 1000, 1500, 2500]);
  const events = [event('begin', 2_000_000, 0), event('pause', 2_001_000, 100), event('continue', 9_000_000, 101)];
  const clock = stepScale('wall', run, metrics(), events);
  expect([...clock.toX(Float64Array.of(50, 100, 101, 250))]).toEqual([2_000_500, 2_001_000, 9_000_000, 9_001_490]);
});

test('what was trained again after a crash is told at its second time', () => {
  const events = [event('begin', 2_000_000, 0), event('begin', 3_000_000, 60), event('begin', 5_000_000, 40)];
  const clock = stepScale('wall', run, metrics(), events);
  expect([...clock.toX(Float64Array.of(30, 100))]).toEqual([2_000_300, 5_000_600]);
});
