import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src-main/db/open-store.ts';
import type { Host } from '../../../src-main/host/host.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, runIn } from '../temporary-host.ts';

const tokenizer = { type: 'word' as const, locale: 'en', minimumFrequency: 1 };
const model = {
  task: 'language-model' as const,
  input: { kind: 'tokens' as const, vocabularySize: 2 },
  layers: [
    { type: 'embedding' as const, dim: 16 },
    { type: 'lstm' as const, units: 8 },
    { type: 'dense' as const, units: 2 },
  ],
};
const train = { batchSize: 4, sequenceLength: 5, epochs: 1 };

function stage(host: Host, content: string): string {
  const file = join(temporaryFolder(), 'vectors.txt');
  writeFileSync(file, content);
  return host.stageFiles('vectors.txt', [{ path: 'vectors.txt', bytes: Buffer.byteLength(content), file }]);
}

async function textOfCats(host: Host): Promise<string> {
  const file = new Blob(['The cat sees the dog. '.repeat(60)]);
  return (await host.client.datasets.import({ name: 'cats.txt', file })).id;
}

const vectors = ['the 0.5 -1 2', 'cat 1 2 3', 'dog -3 0.25 1', 'no vector', 'bird 4 4 4'].join('\n');

test('an embedding begins with vectors of words, and keeps them where it is frozen', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await textOfCats(host);
  const importId = stage(host, vectors);
  const coverage = await client.models.vectorCoverage({ importId, datasetId, tokenizer });
  expect(coverage).toMatchObject({
    dim: 3,
    found: 4,
    foundInLowerCase: 1,
    missing: 2,
    vectors: 4,
    malformedLines: [4],
  });
  expect(coverage.missingExamples).toEqual(expect.arrayContaining(['sees', '.']));
  expect(coverage.tokenShare).toBeCloseTo(4 / 6);

  const start = { datasetId, tokenizer, model, train };
  // One run beside the other begins with the same file.
  await client.runs.start({ ...start, vectors: { importId, trainable: true, keepFile: true } });
  const { id: runId, model: trained } = await client.runs.start({ ...start, vectors: { importId, trainable: false } });
  expect(trained.layers[0]).toMatchObject({ type: 'embedding', dim: 3, trainable: false });
  expect((await client.runs.checkpoints({ runId }))[0]).toMatchObject({ step: 0 });
  await runIn(host, runId, 'finished');
  await expect(client.models.vectorCoverage({ importId, datasetId, tokenizer })).rejects.toMatchObject({
    data: { code: 'import-not-found' },
  });
  await host.close();

  const store = await openStore(host.dataDir);
  const { key, analysis_key } = store.runs.get(runId)!;
  const { tensors } = await store.checkpoints.load(store.checkpoints.last(key)!, 'parameter/');
  const vocabulary = store.analyses.get(analysis_key)!.tokenizer.vocabulary;
  await store.close();
  const { bytes } = tensors.find(({ name }) => name === 'parameter/0.weights')!;
  const table = new Float32Array(bytes.slice().buffer);
  const rowOf = (word: string) => [...table.subarray(vocabulary.indexOf(word) * 3, vocabulary.indexOf(word) * 3 + 3)];
  expect(rowOf('cat')).toEqual([1, 2, 3]);
  expect(rowOf('dog')).toEqual([-3, 0.25, 1]);
  expect(rowOf('The')).toEqual([0.5, -1, 2]);
});

test('what cannot be used as vectors is refused in words, and no run is left', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const datasetId = await textOfCats(host);
  const start = { datasetId, tokenizer, model, train };
  const refuses = (changes: Partial<Parameters<typeof client.runs.start>[0]>, content: string, message: RegExp) =>
    expect(
      client.runs.start({ ...start, ...changes, vectors: { importId: stage(host, content) } }),
    ).rejects.toMatchObject({ message: expect.stringMatching(message) });
  await refuses({}, 'nothing here', /vectors\.txt: No line of the file is a word followed by numbers/);
  await refuses({}, 'bird 4 4 4', /None of the 1 words that have vectors occurs/);
  await refuses({ presetId: 'char-rnn-s', model: null }, vectors, /need an embedding to go into/);
  await refuses({ tokenizer: { type: 'byte', minimumFrequency: 1 } }, vectors, /Choose the word tokenizer/);
  expect(await client.runs.list()).toEqual([]);
});
