import { describe, expect, test } from 'vitest';
import { replaceCells } from '../../../src-engine/models/replace-cells.ts';
import { modelTemplates, type ModelTemplate } from '../../../src-engine/models/templates.ts';
import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { StudioClient } from '../../../src-main/contract/contract.ts';
import { runIn, shareTemporaryHost } from '../temporary-host.ts';

const sentences = [
  'the crow told the fox that cheese is good',
  'the fox told the crow that songs are sad',
  'a long night is poor and a short one is fine',
];

/** The smallest data of each kind that a template's own batches fit into. */
type Made = (
  sequenceLength: number,
  batchSize: number,
) => {
  name: string;
  text: string;
  content?: NonNullable<NonNullable<Parameters<StudioClient['datasets']['import']>[0]['options']>['content']>;
};

const files: Record<Task, Made> = {
  'language-model': (sequenceLength, batchSize) => ({
    name: 'fable.txt',
    text: `${sentences.join('.\n')}.\n`.repeat(Math.ceil((3 * batchSize * sequenceLength) / 20)),
  }),
  classification: (_, batchSize) => ({
    name: 'moods.csv',
    text: `text,mood\n${Array.from({ length: 4 * batchSize }, (__, n) => `${sentences[n % 3]} ${n % 17},${['glad', 'sad', 'calm'][n % 3]}`).join('\n')}\n`,
  }),
  tagging: (_, batchSize) => ({
    name: 'tags.jsonl',
    text: Array.from({ length: 4 * batchSize }, (__, n) =>
      JSON.stringify({
        tokens: sentences[n % 3].split(' '),
        tags: sentences[n % 3].split(' ').map((word) => (word.length > 4 ? 'long' : 'O')),
      }),
    ).join('\n'),
  }),
  regression: (sequenceLength, batchSize) => ({
    name: 'waves.csv',
    text: `sine,cosine\n${Array.from({ length: 3 * batchSize + sequenceLength }, (_, n) => `${Math.sin(n / 9)},${Math.cos(n / 9)}`).join('\n')}\n`,
    content: { kind: 'series', predict: ['sine', 'cosine'] },
  }),
};

const sequences: Made = (_, batchSize) => ({
  name: 'sensors.csv',
  text: `id,x,class\n${Array.from({ length: 12 * batchSize }, (__, n) => `${Math.floor(n / 3)},${n % 7},${n % 6 < 3 ? 'a' : 'b'}`).join('\n')}\n`,
  content: { kind: 'labelled-series', series: 'id', read: ['x'], label: 'class' },
});

async function fittingDataset(client: StudioClient, { model, train }: ModelTemplate) {
  const readsNumbers = model.task === 'classification' && model.input.kind === 'features';
  const made = readsNumbers ? sequences : files[model.task];
  const { name, text, content } = made(train.sequenceLength, train.batchSize);
  const options = content === undefined ? {} : { options: { content } };
  return client.datasets.import({ name, file: new Blob([text]), ...options });
}

const shared = shareTemporaryHost();

describe.each(modelTemplates(100).map((template) => [template.name, template] as const))('%s', (_, template) => {
  const { model, train, tokenizer, rival } = template;
  const networks = rival === null ? [model] : [model, replaceCells(model, rival)];

  test.each(networks.map((network, n) => [n === 0 ? 'itself' : 'its rival', network] as const))(
    '%s: two steps on data of its kind, as the builder starts it',
    async (__, network) => {
      const host = shared();
      const dataset = await fittingDataset(host.client, template);
      const { id } = await host.client.runs.start({
        datasetId: dataset.id,
        name: template.name,
        tokenizer,
        model: network,
        train: { ...train, maxSteps: 2 },
      });
      const run = await runIn(host, id, 'finished', 'failed', 'interrupted');
      expect(run).toMatchObject({ state: 'finished', error: null, step: 2 });
      const { steps } = await host.client.runs.metrics({ runId: id, afterStep: 0, maxPoints: 10 });
      expect(steps).toHaveLength(2);
      for (const { loss, gradientNorm } of steps) expect([loss, gradientNorm].every(Number.isFinite)).toBe(true);
      expect(host.logged.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});
