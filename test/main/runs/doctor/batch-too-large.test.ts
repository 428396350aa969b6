import { expect, test } from 'vitest';
import { batchTooLarge } from '../../../../src-main/runs/doctor/batch-too-large.ts';
import { factsOf } from './facts-of.ts';

test.each([
  { batchSize: 50, stepsPerEpoch: 100, totalSteps: 1000, severity: null },
  { batchSize: 700, stepsPerEpoch: 1, totalSteps: 10, severity: 'fault' },
  { batchSize: 700, stepsPerEpoch: 2, totalSteps: 80, severity: 'warning' },
  { batchSize: 700, stepsPerEpoch: 2, totalSteps: 2000, severity: null },
  { batchSize: 4, stepsPerEpoch: 2, totalSteps: 20, severity: null },
] as const)('batches of $batchSize with $stepsPerEpoch steps an epoch, $totalSteps in all', (given) => {
  const { batchSize, stepsPerEpoch, totalSteps, severity } = given;
  const found = batchTooLarge(
    factsOf({ train: { batchSize, epochs: totalSteps / stepsPerEpoch }, totalSteps, data: { stepsPerEpoch } }),
  );
  expect(found?.severity ?? null).toBe(severity);
});

test('makes batches so small that an epoch has steps', () => {
  const found = batchTooLarge(
    factsOf({ train: { batchSize: 640, epochs: 10 }, totalSteps: 10, data: { stepsPerEpoch: 1 } }),
  );
  expect(found?.fix).toEqual({ kind: 'new-run', changes: { train: { batchSize: 20 } } });
});
