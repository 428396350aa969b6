import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Continuation, SamplingSpec } from '../../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../../../src-main/contract/apply-changes.ts';
import type { GenerateManyInput } from '../../../src-main/contract/writing/generate-many-records.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';

const adam = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const sampling: SamplingSpec = {
  ...{ temperature: 0.8, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, repetitionWindow: 64 },
  ...{ stopStrings: [], seed: 3 },
};
const writer: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: 1 },
  layers: [{ type: 'one_hot' }, lstm(48), dense(1)],
};

async function write({ client }: TemporaryHost, input: GenerateManyInput): Promise<readonly Continuation[]> {
  let texts: readonly Continuation[] = [];
  for await (const update of await client.playground.generateMany(input)) {
    if (update.type === 'continuations') texts = applyChanges(texts, update.continuations);
  }
  return texts;
}

test('a language model of the sample of names writes names that begin and end by themselves', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const { id: datasetId } = await client.datasets.importSample({ sampleId: 'first-names' });
  const tokenizer = { type: 'character', minimumFrequency: 1 } as const;
  const plain = await client.models.dataSizes({ datasetId, tokenizer });
  const sizes = await client.models.dataSizes({ datasetId, tokenizer, task: 'language-model' });
  expect(sizes.inputs).toBe(plain.inputs + 1);
  expect(sizes.documents).toBeGreaterThan(8000);

  const { id: runId, model } = await client.runs.start({
    datasetId,
    tokenizer,
    model: writer,
    train: { epochs: 1, batchSize: 50, sequenceLength: 50, optimizer: adam },
  });
  expect(model.input).toEqual({ kind: 'tokens', vocabularySize: sizes.inputs });
  const run = await runIn(host, runId, 'finished', 'failed');
  expect(run.error).toBeNull();

  const way = { way: 'sample', count: 20, sampling } as const;
  const names = await write(host, { runId, checkpointId: null, prompt: '', length: 60, way });
  expect(names).toHaveLength(20);
  for (const { text, end } of names) {
    expect(end).toBe('document');
    expect(text).toMatch(/^[A-Z][a-z'-]{1,14}$/);
  }
  expect(new Set(names.map(({ text }) => text)).size).toBeGreaterThan(10);

  const begun = await write(host, { runId, checkpointId: null, prompt: 'Mar', length: 60, way });
  expect(begun.every(({ end }) => end === 'document')).toBe(true);

  const updates = [];
  for await (const update of await client.playground.generate({ runId, prompt: '', length: 60, sampling }))
    updates.push(update);
  expect(updates.at(-1)).toMatchObject({ type: 'end', end: 'document' });
});

test('a classifier tells how many texts it cuts, and where, and reads as much of others', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const long = 'one two three four five six seven eight';
  const rows = Array.from({ length: 40 }, (_, n) =>
    n % 4 === 0 ? `${long} ${n % 8 === 0 ? 'good' : 'bad'},long` : 'short text,short',
  );
  const file = new Blob([['text,label', ...rows].join('\n')]);
  const { id: datasetId } = await client.datasets.import({ name: 'texts.csv', file });
  const tokenizer = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;
  expect(await client.models.cutTexts({ datasetId, tokenizer, sequenceLength: 9 })).toMatchObject({
    texts: 40,
    cut: 0,
    longest: 9,
  });
  expect(await client.models.cutTexts({ datasetId, tokenizer, sequenceLength: 5 })).toEqual({
    ...{ texts: 40, cut: 10, keptTokens: 5, longest: 9 },
    examples: [
      { row: 0, kept: 'one two three four five', rest: 'six seven eight good' },
      { row: 4, kept: 'one two three four five', rest: 'six seven eight bad' },
      { row: 8, kept: 'one two three four five', rest: 'six seven eight good' },
    ],
  });
  // Blanks that are tokens take steps too.
  const withBlanks = { ...tokenizer, leavesOutBlanks: false };
  const cut = await client.models.cutTexts({ datasetId, tokenizer: withBlanks, sequenceLength: 9 });
  expect(cut?.examples[0]?.kept).toBe('one two three four five');

  const { id: runId } = await client.runs.start({
    datasetId,
    tokenizer,
    presetId: 'course-classifier',
    train: { epochs: 1, sequenceLength: 5 },
  });
  await runIn(host, runId, 'finished', 'failed');
  const told = await client.insight.classify({
    runId,
    texts: [`${long} good`, `${long} bad`, 'one two three four five'],
  });
  expect(told.probabilities[1]).toEqual(told.probabilities[0]);
  expect(told.probabilities[2]).toEqual(told.probabilities[0]);
});
