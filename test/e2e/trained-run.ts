import { expect } from '@playwright/test';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/records.ts';
import type { LayerSpec } from '../../src-engine/spec/model-spec.ts';

const text = Array.from({ length: 240 }, (_, n) => `Said Fox ${n % 7}: "no (but so) it is."\n`).join('');

/** The smallest of its kind. */
export const smallLayer = (type: 'lstm' | 'gru' | 'simple_rnn'): LayerSpec => {
  const shared = {
    units: 12,
    activation: 'tanh',
    returnSequences: true,
    bidirectional: null,
    recurrentDropout: 0,
    kernelInitializer: 'xavier_uniform',
    recurrentInitializer: 'orthogonal',
  } as const;
  if (type === 'lstm') return { ...shared, type, recurrentActivation: 'sigmoid', forgetBias: 1 };
  return type === 'gru' ? { ...shared, type, recurrentActivation: 'sigmoid' } : { ...shared, type };
};

/** A language model of one small layer, trained on a short text, with a checkpoint every 20 steps. */
export async function trainedRun(client: StudioClient, layer: LayerSpec, maxSteps = 60): Promise<RunRecord> {
  const file = new Blob([text]);
  const dataset = await client.datasets.import({ name: 'fox.txt', file });
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    name: layer.type,
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: dataset.vocabularySize },
      layers: [
        { type: 'one_hot' },
        layer,
        { type: 'dense', units: dataset.vocabularySize, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      maxSteps,
      batchSize: 8,
      sequenceLength: 20,
      optimizer: { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      checkpoints: { everyEpoch: false, everySteps: 20, everyMinutes: null, keepLast: 20, keepBest: 1 },
    },
  });
  await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('finished');
  return client.runs.get({ runId: id });
}
