import { expect, test } from 'vitest';
import { carryOutFix } from '../../../../src-main/cli/doctor/carry-out-fix.ts';
import type { Finding, FindingFix } from '../../../../src-main/contract/doctor/doctor-records.ts';
import { tinyModel } from '../../runs/tiny-model.ts';
import { importFox, openTemporaryHost, runIn } from '../../temporary-host.ts';

const finding = (fix: FindingFix): Finding => ({
  ...{ rule: 'wasted-epochs', severity: 'warning', confidence: 0.8, evidence: [], region: null },
  ...{ doubt: 'may-recover', idea: null, expectedGain: 0.1, fix },
});

test('pins the checkpoint that is to be kept, begins repeats, and says what only a person can do', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const train = { epochs: 2, batchSize: 10, sequenceLength: 10, seed: 7 };
  const { id: runId } = await client.runs.start({ datasetId: await importFox(host), model: tinyModel, train });
  const run = await runIn(host, runId, 'finished');
  const carry = (fix: FindingFix) => carryOutFix(client, run, finding(fix), { 'data-dir': '/a b' });

  const checkpoint = (await client.runs.checkpoints({ runId })).find(({ epoch }) => epoch === 1);
  const checkpointId = checkpoint?.id ?? '';
  const kept = await carry({ kind: 'keep-checkpoint', checkpointId });
  expect(kept.document).toEqual({ checkpointId, step: checkpoint?.step, isPinned: true });
  expect(kept.text).toContain('The network of step 40 is pinned');
  expect(kept.text).toContain('--data-dir "/a b"');
  expect((await client.runs.checkpoints({ runId })).find(({ id }) => id === checkpointId)?.isPinned).toBe(true);

  const repeated = await carry({ kind: 'data', change: 'repeat-with-seeds' });
  expect(repeated.document['runIds']).toHaveLength(4);
  expect(repeated.text).toContain(`repeat --run ${runId} --seeds 5`);
  expect((await client.runs.list()).map(({ train: { seed } }) => seed).toSorted()).toEqual([10, 11, 7, 8, 9]);

  const told = await carry({ kind: 'data', change: 'remove-duplicates' });
  expect(told.text).toMatch(/^Nothing was started, since only you can do this\. Take the duplicates out of fox\.txt/);
  expect(told.text).toContain('train --dataset fox.txt --validation FILE');
  expect(told.document).toMatchObject({ change: 'remove-duplicates', todo: expect.any(String) as string });
});
