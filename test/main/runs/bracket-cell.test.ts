import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { brackets } from '../../../src-engine/samples/brackets.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';

test('in a network that has learnt brackets, a unit follows how deep they are', async () => {
  const host = await openTemporaryHost();
  const dataset = await host.client.datasets.importSample({ sampleId: 'brackets' });
  const { id: runId } = await host.client.runs.start({
    datasetId: dataset.id,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
      layers: [{ type: 'one_hot' }, lstm(48), dense(dataset.vocabularySize)],
    },
    train: {
      epochs: 4,
      batchSize: 32,
      sequenceLength: 64,
      optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    },
  });
  await runIn(host, runId, 'finished');

  // Brackets that it has not seen.
  const stream = createStream(2026, 'text', 0);
  const text = Array.from({ length: 40 }, () => brackets.generate(stream)).join('\n');
  const { matches, values } = await host.client.insight.cells({ runId, text, property: { kind: 'bracket-depth' } });
  expect(Math.max(...values)).toBeGreaterThanOrEqual(5);
  expect(Math.abs(matches[0]?.correlation ?? 0)).toBeGreaterThanOrEqual(0.8);
});
