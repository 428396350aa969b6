import { expect, test } from 'vitest';
import { trainingSettingsOf } from '../../../../../src-renderer/domain/training/training-settings.ts';
import { branchChanges } from '../../../../../src-renderer/features/dashboard/next-runs/branch-settings.ts';
import { aPreset } from '../../../studio/sample-records.ts';

const parent = aPreset().train;
const settings = trainingSettingsOf(parent);

test('a branch with nothing changed changes nothing', () => {
  expect(branchChanges(settings, parent)).toEqual({});
});

test('only what differs is told, and an optimizer of the same type keeps its other settings', () => {
  expect(branchChanges({ ...settings, learningRate: 1e-4, batchSize: 20 }, parent)).toEqual({
    optimizer: { type: 'adam', learningRate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    batchSize: 20,
  });
  expect(branchChanges({ ...settings, clip: 'none', patience: 3 }, parent)).toEqual({
    clip: { type: 'none' },
    earlyStopping: { patience: 3, minDelta: 0.0005, restoreBest: true },
  });
});

test('a field that is no number keeps the branch from being started', () => {
  expect(branchChanges({ ...settings, epochs: null }, parent)).toBeNull();
  expect(branchChanges({ ...settings, clipMax: null }, parent)).toBeNull();
  expect(branchChanges({ ...settings, clip: 'none', clipMax: null }, parent)).not.toBeNull();
});
