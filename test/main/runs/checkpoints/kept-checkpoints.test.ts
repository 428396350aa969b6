import { expect, test } from 'vitest';
import type { StartRun } from '../../../../src-main/contract/runs/start-records.ts';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';
import { mostCheckpoints } from '../../../../src-main/runs/checkpoints/choose-thinned.ts';
import { importFox, openTemporaryHost, runIn } from '../../temporary-host.ts';
import { tinyModel } from '../tiny-model.ts';

/** 40 steps an epoch, and a checkpoint after every fourth of them. */
const train: StartRun['train'] = {
  batchSize: 10,
  sequenceLength: 10,
  epochs: 4,
  checkpoints: { everyEpoch: true, everySteps: 4, everyMinutes: null, keepLast: 3, keepBest: 1, spaceBytes: 100_000 },
};

test('the checkpoints of a run go back to its beginning within their room, which can be seen and changed', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { id: runId } = await client.runs.start({ datasetId: await importFox(host), model: tinyModel, train });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run).toMatchObject({ state: 'finished', step: 160 });
  const saved = await client.runs.checkpoints({ runId });
  expect(saved[0]).toMatchObject({ step: 0, reason: 'branch' });
  expect(saved.at(-1)).toMatchObject({ step: 160, reason: 'finish' });
  expect(saved.map(({ validationLoss }) => validationLoss)).toContain(run.bestValidationLoss);
  // The room is spent, and not all of it on the end.
  const space = await client.runs.checkpointSpace({ runId });
  expect(space).toMatchObject({ count: saved.length, spaceBytes: 100_000 });
  expect(space.usedBytes).toBeLessThanOrEqual(100_000);
  expect(space.usedBytes).toBeGreaterThan(80_000);
  expect(saved.length).toBeLessThan(mostCheckpoints);
  expect(saved.filter(({ step }) => step < 80).length).toBeGreaterThan(2);
  expect(saved.filter(({ step }) => step > 80).length).toBeGreaterThan(saved.length / 2);

  const [, second, third] = saved;
  expect(await client.runs.keepCheckpoint({ checkpointId: second!.id, name: ' before it knew ' })).toEqual({
    ...second,
    name: 'before it knew',
  });
  const pinned = await client.runs.keepCheckpoint({ checkpointId: third!.id, isPinned: true });
  expect(pinned).toEqual({ ...third, isPinned: true });
  const smaller = await client.runs.setCheckpointSpace({ runId, spaceBytes: 1000 });
  expect(smaller).toMatchObject({ train: { checkpoints: { spaceBytes: 1000, keepLast: 3 } } });
  const isNeeded = ({ step, validationLoss }: CheckpointRecord) =>
    step <= third!.step || step === 160 || validationLoss === run.bestValidationLoss;
  const kept = await client.runs.checkpoints({ runId });
  expect(kept.map(({ step }) => step)).toEqual(saved.filter(isNeeded).map(({ step }) => step));
  expect(kept.slice(0, 3)).toEqual([saved[0], { ...second, name: 'before it knew' }, pinned]);
  await expect(client.runs.setCheckpointSpace({ runId, spaceBytes: 10 })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
