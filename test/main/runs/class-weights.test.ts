import { expect, test } from 'vitest';
import { openTemporaryHost } from '../temporary-host.ts';

const tokenizer = { type: 'character' as const, minimumFrequency: 1 };
const model = {
  task: 'classification' as const,
  input: { kind: 'tokens' as const, vocabularySize: 2 },
  layers: [
    { type: 'embedding' as const, dim: 4 },
    { type: 'simple_rnn' as const, units: 4, returnSequences: false },
    { type: 'dense' as const, units: 2 },
  ],
};
const train = { epochs: 1, batchSize: 4, sequenceLength: 8, validationFraction: 0 };

test('classes are balanced by the host as the command line balances them, and a text without labels is refused', async () => {
  const { client } = await openTemporaryHost();
  const rows = [
    ...Array.from({ length: 9 }, (_, n) => `often ${n},often`),
    'rare 1,rare',
    'rare 2,rare',
    'rare 3,rare',
  ];
  const { id: datasetId, report } = await client.datasets.import({
    name: 'rare.csv',
    file: new Blob([`text,label\n${rows.join('\n')}\n`]),
  });
  expect(report?.classes).toEqual([
    { label: 'often', count: 9 },
    { label: 'rare', count: 3 },
  ]);
  const run = await client.runs.start({ datasetId, tokenizer, model, train, balanceClasses: true });
  // 12 texts in 2 classes: 12 / (2 · 9) and 12 / (2 · 3).
  expect(run.train.classWeights).toEqual([12 / 18, 2]);

  const text = await client.datasets.import({ name: 'plain.txt', file: new Blob(['no labels here '.repeat(30)]) });
  await expect(
    client.runs.start({ datasetId: text.id, presetId: 'char-rnn-s', balanceClasses: true }),
  ).rejects.toMatchObject({ data: { code: 'invalid-training' } });
});
