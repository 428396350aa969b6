import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findRun } from '../../../src-main/cli/find-run.ts';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import { networkFacts, networkFile } from '../../../src-main/networks/network-files.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';

const megabytes = 2 ** 20;

/** Resolves with what the network of a run writes at temperature 0.5. */
async function written(client: StudioClient, runId: string, prompt: string): Promise<string> {
  const sampling = {
    ...{ temperature: 0.5, topK: 0, topP: 1, minP: 0, seed: 1 },
    ...{ repetitionPenalty: 1, repetitionWindow: 0, stopStrings: [] },
  };
  let text = '';
  for await (const update of await client.playground.generate({ runId, prompt, length: 120, sampling }))
    if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
  return text;
}

test('a new studio holds none of the networks; one that is opened is a run with its text, its checkpoints and its origin', async () => {
  const { client } = await openTemporaryHost();
  expect(await client.networks.list()).toEqual(
    networkFacts.map((facts) => ({ ...facts, runId: null, isRemoved: false })),
  );
  expect(await client.runs.list()).toEqual([]);
  expect(await client.datasets.list()).toEqual([]);
  const refusal = await refusalOf(client.networks.open({ networkId: 'gpt' }));
  expect(refusal.code).toBe('network-not-found');
  expect(refusal.message).toContain('japanese-writer');

  const networkId = 'japanese-writer';
  const [run, again] = await Promise.all([
    client.networks.open({ networkId, name: '小景' }),
    client.networks.open({ networkId, name: '小景' }),
  ]);
  expect(again).toEqual(run);
  expect(await client.networks.open({ networkId, name: 'another' })).toEqual(run);
  const facts = networkFacts.find(({ id }) => id === networkId);
  expect(run).toMatchObject({ name: '小景', bundledNetwork: networkId, state: 'finished' });
  expect(run.parameterCount).toBe(facts?.parameterCount);
  expect(await client.datasets.list()).toMatchObject([{ id: run.datasetId }]);
  expect((await client.runs.checkpoints({ runId: run.id })).length).toBeGreaterThan(1);
  expect(await client.networks.list()).toContainEqual({ ...facts, runId: run.id, isRemoved: false });
  expect(await written(client, run.id, 'ある日、')).toMatch(/[ぁ-ん]{2}.*。/u);

  // On a command line it is named by its id, and is never “last”: that is a run of one’s own.
  expect(await findRun(client, networkId, {})).toEqual(run);
  await expect(findRun(client, 'last', {})).rejects.toThrow('There is no run in this data folder yet.');
});

test('a network goes on learning like a run of one’s own, and counts as removed when its run is deleted', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const networkId = 'first-names-classifier';
  const stateOf = async () => (await client.networks.list()).find(({ id }) => id === networkId);
  const { id: runId } = await client.networks.open({ networkId });
  await client.runs.extend({ runId, epochs: 1 });
  await runIn(host, runId, 'finished');
  await client.runs.delete({ runId });
  expect(await stateOf()).toMatchObject({ runId: null, isRemoved: true });
  await client.trash.restore({ ids: [runId] });
  expect(await stateOf()).toMatchObject({ runId, isRemoved: false });
  await client.networks.remove({ networkId });
  expect(await client.networks.open({ networkId })).toMatchObject({ id: runId });
});

test('a network that is removed is gone, also after a restart, and comes back only for who asks for it', async () => {
  const host = await openTemporaryHost();
  const { id: runId } = await host.client.networks.open({ networkId: 'first-names-classifier' });
  await host.client.networks.remove({ networkId: 'first-names-classifier' });
  await host.client.networks.remove({ networkId: 'japanese-writer' });
  await host.client.trash.empty({});
  await host.close();
  const { client } = await openTemporaryHost({ dataDir: host.dataDir });
  expect(await client.runs.list()).toEqual([]);
  const removed = (await client.networks.list()).filter(({ isRemoved }) => isRemoved).map(({ id }) => id);
  expect(removed.toSorted()).toEqual(['first-names-classifier', 'japanese-writer']);
  const back = await client.networks.open({ networkId: 'first-names-classifier' });
  expect(back.id).not.toBe(runId);
  expect(await client.networks.list()).toContainEqual(expect.objectContaining({ runId: back.id, isRemoved: false }));
});

test('the networks weigh no more than 4 MB together', async () => {
  const sizes = await Promise.all(networkFacts.map(async ({ id }) => statSync((await networkFile(id)).file).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4 * megabytes);
});
