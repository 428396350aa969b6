import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';

const adam = { type: 'adam', learningRate: 0.03, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** The class is the letter at the beginning; but for one row, which somebody has labelled wrongly. */
const wrongRow = 17;
const rows = Array.from({ length: 120 }, (_, n) => {
  const letter = 'abc'.charAt(n % 3);
  return { text: `${letter}${'xyz'.repeat(1 + (n % 4))}`, label: n === wrongRow ? 'a' : letter };
});

test('which classes are taken for which, and a wrong label is mended in a dataset of its own', async () => {
  const { client, ...host } = await openTemporaryHost();
  const table = ['text,label', ...rows.map(({ text, label }) => `${text},${label}`)].join('\n');
  const dataset = await client.datasets.import({ name: 'letters.csv', file: new Blob([table]) });
  const { id: runId } = await client.runs.start({
    datasetId: dataset.id,
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 1 },
      layers: [{ type: 'one_hot' }, lstm(8, { returnSequences: false }), dense(3)],
    },
    train: { epochs: 30, batchSize: 16, sequenceLength: 10, optimizer: adam, validationFraction: 0.3, seed: 2 },
  });
  await runIn({ client, ...host }, runId, 'finished');
  const { epochs } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  const [checkpoint] = (await client.runs.checkpoints({ runId })).toSorted((a, b) => b.step - a.step);
  const seen = await client.insight.confusion({ runId, checkpointId: checkpoint?.id ?? '' });

  expect(seen.classes).toEqual(['a', 'b', 'c']);
  expect(seen.isHeldBack).toBe(true);
  expect(seen.total).toBe(seen.rows.length);
  for (const { row, text, actual } of seen.rows) {
    expect(text).toBe(rows[row]?.text);
    expect(seen.classes[actual]).toBe(rows[row]?.label);
  }
  // It is the same data, read in the same way, as training validates on.
  const right = seen.rows.filter(({ actual, predicted }) => actual === predicted).length;
  expect(right / seen.rows.length).toBeCloseTo(epochs.at(-1)?.validationAccuracy ?? Number.NaN, 9);

  const labels = [{ row: wrongRow, label: 'c' }];
  const mended = await client.datasets.relabel({ datasetId: dataset.id, name: 'letters, mended', labels });
  expect(mended).toMatchObject({ name: 'letters, mended', kind: 'labelled', characters: dataset.characters });
  expect(mended.id).not.toBe(dataset.id);
  expect(mended.frequencies.toSorted((a, b) => a.token.localeCompare(b.token))).toEqual(
    dataset.frequencies.toSorted((a, b) => a.token.localeCompare(b.token)),
  );
  expect(mended.report?.classes).toEqual(['a', 'b', 'c'].map((label) => ({ label, count: 40 })));
  const all = { first: 0, count: 200 };
  const now = await client.datasets.rows({ datasetId: mended.id, ...all });
  expect(now.rows).toEqual(rows.map((row, n) => (n === wrongRow ? { ...row, label: 'c' } : row)));
  const before = await client.datasets.rows({ datasetId: dataset.id, ...all });
  expect(before.rows).toEqual(rows);

  const beyond = client.datasets.relabel({ datasetId: dataset.id, name: 'x', labels: [{ row: 120, label: 'a' }] });
  await expect(beyond).rejects.toThrow('There is no row 121: the dataset has 120.');
  expect(await client.datasets.list()).toHaveLength(2);
});

test('a run that held nothing back is judged on what it learnt from, and a language model not at all', async () => {
  const { client, ...host } = await openTemporaryHost();
  const table = ['text,label', ...rows.map(({ text, label }) => `${text},${label}`)].join('\n');
  const dataset = await client.datasets.import({ name: 'letters.csv', file: new Blob([table]) });
  const start = (task: 'classification' | 'language-model') =>
    client.runs.start({
      datasetId: dataset.id,
      model: {
        task,
        input: { kind: 'tokens', vocabularySize: 1 },
        layers: [{ type: 'one_hot' }, lstm(4, { returnSequences: task === 'language-model' }), dense(3)],
      },
      train: { epochs: 1, batchSize: 8, sequenceLength: 8, optimizer: adam, validationFraction: 0 },
    });
  const classifier = await start('classification');
  await runIn({ client, ...host }, classifier.id, 'finished');
  expect(await client.insight.confusion({ runId: classifier.id })).toMatchObject({ isHeldBack: false, total: 120 });
  const writer = await start('language-model');
  await runIn({ client, ...host }, writer.id, 'finished');
  await expect(client.insight.confusion({ runId: writer.id })).rejects.toThrow('Only a classifier');
});
