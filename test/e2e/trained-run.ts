import { expect } from '@playwright/test';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import type { CellType } from '../../src-engine/cells/index.ts';
import { lstm, recurrentLayer } from '../../src-engine/models/default-layers.ts';
import { splitStratified } from '../../src-engine/text/stratified-split.ts';
import type { LayerSpec } from '../../src-engine/spec/model-spec.ts';

const text = Array.from({ length: 240 }, (_, n) => `Said Fox ${n % 7}: "no (but so) it is."\n`).join('');

/** The smallest of its kind. */
export const smallLayer = (type: CellType): LayerSpec => recurrentLayer(type, 12);

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

/**
 * A classifier of two moods, a quarter of whose rows is held back from training. `wrongRows`
 * are labelled as the other mood.
 */
export async function trainedClassifier(client: StudioClient, wrongRows: readonly number[] = []): Promise<RunRecord> {
  const rows = Array.from({ length: 120 }, (_, n) => {
    const isGood = (n % 2 === 0) !== wrongRows.includes(n);
    return `${n % 2 === 0 ? 'good fine nice' : 'bad poor sad'} ${n},${isGood ? 'good' : 'bad'}`;
  });
  const table = `text,label\n${rows.join('\n')}\n`;
  const dataset = await client.datasets.import({ name: 'moods.csv', file: new Blob([table]) });
  const { id } = await client.runs.start({
    datasetId: dataset.id,
    name: 'moods',
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 30 },
      layers: [
        { type: 'one_hot' },
        lstm(12, { returnSequences: false }),
        { type: 'dense', units: 2, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      epochs: 30,
      batchSize: 12,
      validationFraction: 0.25,
      seed: wrongRows.length === 0 ? 1 : seedThatHoldsBack(wrongRows, rows),
      optimizer: { type: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    },
  });
  await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('finished');
  return client.runs.get({ runId: id });
}

/** So that a wrong label is judged and not learnt. */
function seedThatHoldsBack(wanted: readonly number[], rows: readonly string[]): number {
  const labels = rows.map((row) => Number(row.endsWith('good')));
  const holds = (seed: number) => {
    const { validation } = splitStratified(labels, { validationFraction: 0.25, seed, batching: 2 });
    return wanted.every((row) => validation.includes(row));
  };
  return Array.from({ length: 1000 }, (_, seed) => seed).find(holds) ?? 0;
}

/** A forecaster of a short table with a plan, a fifth of which is held back. */
export async function trainedForecaster(client: StudioClient): Promise<RunRecord> {
  const rows = Array.from({ length: 90 }, (_, n) => {
    const day = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    return `${day},${(40 + 10 * Math.sin((2 * Math.PI * n) / 7) + (n % 3)).toFixed(1)},${n % 5 === 0 ? 1 : 0}`;
  });
  const file = new Blob([['day,visitors,festival', ...rows, ''].join('\n')]);
  const dataset = await client.datasets.import({
    name: 'visitors.csv',
    file,
    options: { content: { kind: 'series', time: 'day', predict: ['visitors'], knownAhead: ['festival'] } },
  });
  const template = (await client.models.templates()).find(({ id }) => id === 'forecaster');
  if (template === undefined) throw new Error('There is no template of a forecaster.');
  const train = { ...template.train, epochs: 3, validationFraction: 0.2 };
  const { id } = await client.runs.start({ datasetId: dataset.id, name: 'visitors', model: template.model, train });
  await expect.poll(async () => (await client.runs.get({ runId: id })).state).toBe('finished');
  return client.runs.get({ runId: id });
}
