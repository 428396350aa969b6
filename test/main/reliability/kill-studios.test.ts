import { expect, test } from 'vitest';
import { killStudios } from '../../reliability/kill-studios.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('engines and studios are killed at any instant, and all that was promised is there', async () => {
  const report = await killStudios({ dataDir: temporaryFolder(), count: 6, seed: 3, onKill: () => undefined });
  expect(report.kills.flatMap(({ faults }) => faults)).toEqual([]);
  expect(report.kills).toHaveLength(7);
  expect(report.finishedRuns).toBeGreaterThan(0);
});
