import { expect, test } from 'vitest';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { openTemporaryHost, runIn } from '../../temporary-host.ts';
import { babble } from './babble.ts';

const writer: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: 1 },
  layers: [{ type: 'one_hot' }, lstm(64), dense(1)],
};
const adam = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

async function trained(host: Awaited<ReturnType<typeof openTemporaryHost>>, text: string, epochs: number) {
  const { client } = host;
  const { id: datasetId } = await client.datasets.import({ name: 'text.txt', file: new Blob([text]) });
  const checkpoints = { everyEpoch: false, everySteps: null, everyMinutes: null, keepLast: 1, keepBest: 1 };
  const train = { epochs, batchSize: 4, sequenceLength: 50, optimizer: adam, validationFraction: 0.1, checkpoints };
  const { id: runId } = await client.runs.start({ datasetId, model: writer, train });
  expect((await runIn(host, runId, 'finished', 'failed')).error).toBeNull();
  const saved = await client.runs.checkpoints({ runId });
  return { runId, checkpointId: saved.at(-1)?.id ?? null };
}

test('finds that a network recites which has learnt a short text by heart, and not one that has seen a long text twice', async () => {
  const host = await openTemporaryHost();
  const memorisation = async (network: { runId: string; checkpointId: string | null }) => {
    for await (const update of await host.client.measurements.memorisation(network))
      if (update.type === 'measured') return update.memorisation;
    throw new Error('It was cancelled.');
  };
  const overFitted = await memorisation(await trained(host, babble(3, 120), 70));
  const healthy = await memorisation(await trained(host, babble(4, 2500), 2));
  expect(overFitted).toMatchObject({ recites: true, texts: 8 });
  expect(healthy).toMatchObject({ recites: false });
});

test('tells where a text has copied from the training part', async () => {
  const host = await openTemporaryHost();
  const text = babble(5, 600);
  const { runId } = await trained(host, text, 1);
  const stolen = text.slice(1003, 1063);
  const own = 'zebras quilt jumbled vexing';
  const { texts } = await host.client.measurements.copies({ runId, texts: [`${own}${stolen}${own}`, own] });
  expect(texts[1]).toMatchObject({ passages: [], share: 0 });
  const [
    {
      passages: [passage],
      longest,
    },
  ] = texts as [(typeof texts)[0]];
  expect(longest).toBeGreaterThanOrEqual(60);
  expect(passage).toEqual({ from: expect.closeTo(own.length, -1), to: expect.closeTo(own.length + 60, -1) });
});
