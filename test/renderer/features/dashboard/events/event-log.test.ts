import { expect, test } from 'vitest';
import { eventLog } from '../../../../../src-renderer/features/dashboard/events/event-log.ts';
import { parseTemperatures } from '../../../../../src-renderer/features/dashboard/next-runs/parse-temperatures.ts';
import { createRunMetrics } from '../../../../../src-renderer/domain/training/run-metrics.ts';
import { stepScale } from '../../../../../src-renderer/domain/training/step-scale.ts';
import { aCheckpoint, aRun, aStep, anEpoch } from '../../../studio/sample-records.ts';

test('events, epochs and checkpoints are told newest first, the best epochs marked', () => {
  const run = aRun({ createdAt: 1000 });
  const metrics = createRunMetrics();
  metrics.steps.append(Array.from({ length: 300 }, (_, index) => aStep(index + 1)));
  metrics.epochs.append([
    { ...anEpoch(1, 100), validationLoss: 2 },
    { ...anEpoch(2, 200), validationLoss: 2.5 },
    { ...anEpoch(3, 300), validationLoss: 1.5 },
  ]);
  const events = [
    { kind: 'begin' as const, at: 2000, step: 0, elapsedMs: 0, message: null, error: null },
    { kind: 'fail' as const, at: 5001, step: 300, elapsedMs: 3000, message: 'It diverged.', error: null },
  ];
  const checkpoints = [aCheckpoint({ step: 100, createdAt: 3001 })];
  const log = eventLog(run, metrics, checkpoints, events, stepScale('wall', run, metrics, events));
  const told = log.map((entry) => (entry.kind === 'event' ? entry.event : `${entry.kind} ${entry.step}`));
  expect(told).toEqual(['fail', 'epoch 300', 'epoch 200', 'checkpoint 100', 'epoch 100', 'begin', 'enqueue']);
  expect(log.map(({ at }) => at)).toEqual([5001, 5000, 4000, 3001, 3000, 2000, 1000]);
  expect(log.flatMap((entry) => (entry.kind === 'epoch' ? [entry.isBest] : []))).toEqual([true, false, true]);
});

test('temperatures are typed in either language, four at most', () => {
  expect(parseTemperatures('0.5, 0.8 1.1')).toEqual([0.5, 0.8, 1.1]);
  expect(parseTemperatures('０．５、１')).toEqual([0.5, 1]);
  expect(parseTemperatures('0, 0')).toEqual([0]);
  for (const wrong of ['', 'warm', '-1', '1, 2, 3, 4, 5']) expect(parseTemperatures(wrong), wrong).toBeNull();
});

test('an epoch that is better by 0.000 is not told to be the best', () => {
  const metrics = createRunMetrics();
  metrics.steps.append([aStep(1), aStep(2)]);
  metrics.epochs.append(
    Array.from({ length: 200 }, (_, n) => ({ ...anEpoch(n + 1, n + 1), validationLoss: 2 - n * 1e-5 })),
  );
  const run = aRun();
  const log = eventLog(run, metrics, [], [], stepScale('step', run, metrics, []));
  const best = log.flatMap((entry) => (entry.kind === 'epoch' && entry.isBest ? [entry.epoch] : []));
  // 2 nats fall by 0.002 in all, of which three decimals can tell four parts at most.
  expect(best.length).toBeLessThanOrEqual(4);
  expect(best).toContain(1);
});
