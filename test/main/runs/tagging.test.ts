import { expect, test } from 'vitest';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import { englishTagged } from '../../../src-engine/samples/english-tagged.ts';
import { writeConll, writeTaggedSentences } from '../../../src-engine/samples/tagged-sentences.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';

test('where a tagger is wrong adds up to what its epoch was measured to be, and other networks tag nothing', async () => {
  const { client, ...host } = await openTemporaryHost();
  const sentences = writeTaggedSentences(englishTagged, 150, 4);
  const { id: datasetId } = await client.datasets.import({
    name: 'names.txt',
    file: new Blob([writeConll(sentences)]),
  });
  const train = { epochs: 3, batchSize: 16, sequenceLength: 40, validationFraction: 0.3, seed: 2 };
  const { id: runId } = await client.runs.start({
    datasetId,
    tokenizer: { type: 'word', locale: 'en', minimumFrequency: 2 },
    model: {
      task: 'tagging',
      input: { kind: 'tokens', vocabularySize: 1 },
      layers: [embedding(8), lstm(8, { bidirectional: 'concat' }), dense(2)],
    },
    train,
  });
  await runIn({ client, ...host }, runId, 'finished');
  const { epochs } = await client.runs.metrics({ runId, afterStep: 0, maxPoints: 100 });
  const [last] = (await client.runs.checkpoints({ runId })).toSorted((a, b) => b.step - a.step);
  const seen = await client.insight.tagMistakes({ runId, checkpointId: last?.id ?? '' });

  expect(seen).toMatchObject({ isHeldBack: true, total: 45, read: 45 });
  expect(seen.tags).toEqual(['B-DATE', 'B-LOC', 'B-PER', 'I-DATE', 'I-PER', 'O']);
  const tokens = seen.confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = seen.confusion.reduce((sum, row, tag) => sum + (row[tag] ?? 0), 0);
  expect(right / tokens).toBeCloseTo(epochs.at(-1)?.validationScores.accuracy ?? Number.NaN, 9);
  const measured = await client.runs.breakdown({ runId });
  expect(measured?.breakdown).toMatchObject({ kind: 'tags', entities: seen.entities });
  for (const { row, tokens: words, actual, predicted } of seen.sentences) {
    expect(words).toEqual(sentences[row]?.tokens);
    expect(actual.map((tag) => seen.tags[tag])).toEqual(sentences[row]?.tags);
    expect(predicted).not.toEqual(actual);
  }
  expect((await client.runs.list())[0]?.bestScores).toEqual(epochs.at(-1)?.validationScores);

  const model = {
    task: 'classification' as const,
    input: { kind: 'tokens' as const, vocabularySize: 1 },
    layers: [embedding(8), lstm(8, { returnSequences: false }), dense(2)],
  };
  await expect(client.runs.start({ datasetId, model, train })).rejects.toThrow('labels');
});
