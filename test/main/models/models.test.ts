import { expect, test } from 'vitest';
import type { SaveModel } from '../../../src-main/contract/model-records.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { importFox, openTemporaryHost } from '../temporary-host.ts';
import { foxText } from '../fox-text.ts';

async function aModel(fields: Partial<SaveModel> = {}): Promise<SaveModel> {
  const { client } = await openTemporaryHost();
  const template = (await client.models.templates()).find(({ id }) => id === 'word-lm');
  if (template === undefined) throw new Error('The template is gone.');
  const { tokenizer, model, train, rival } = template;
  return { id: 'mine', name: '', datasetId: null, tokenizer, model, train, rival, ...fields };
}

test('a model is there again after the studio was closed, as it was saved last', async () => {
  const dataDir = temporaryFolder();
  const host = await openTemporaryHost({ dataDir });
  const model = await aModel({ rival: 'gru' });
  await host.client.models.save(model);
  const changed = { ...model, name: '夜の LSTM', model: { ...model.model, layers: model.model.layers.slice(0, 1) } };
  const saved = await host.client.models.save(changed);
  expect(saved).toMatchObject({ ...changed, parameterCount: 100 * 128 });
  await host.close();
  const again = await openTemporaryHost({ dataDir });
  expect(await again.client.models.list()).toEqual([saved]);
  expect(await again.client.models.get({ modelId: 'mine' })).toEqual(saved);
});

test('a stack that cannot be trained yet can be saved all the same', async () => {
  const { client } = await openTemporaryHost();
  const model = await aModel();
  const empty = { ...model, model: { ...model.model, layers: [] } };
  expect(await client.models.save(empty)).toMatchObject({ parameterCount: 0, model: { layers: [] } });
});

test('what was changed last comes first', async () => {
  const { client } = await openTemporaryHost();
  const model = await aModel();
  await client.models.save(model);
  const second = await client.models.save({ ...model, id: 'second' });
  // The clock may not have moved on since: then the later one comes first as well.
  expect((await client.models.list()).map(({ id }) => id)).toEqual(['second', 'mine']);
  while (Date.now() <= second.updatedAt);
  await client.models.save({ ...model, name: 'again' });
  expect((await client.models.list()).map(({ id }) => id)).toEqual(['mine', 'second']);
});

test('a model outlives its dataset, and can be deleted and put back', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const saved = await host.client.models.save(await aModel({ datasetId }));
  expect(saved.datasetId).toBe(datasetId);
  await host.client.datasets.delete({ datasetId });
  expect(await host.client.models.get({ modelId: 'mine' })).toMatchObject({ datasetId: null });
  await host.client.models.delete({ modelId: 'mine' });
  await expect(host.client.models.get({ modelId: 'mine' })).rejects.toMatchObject({
    data: { code: 'model-not-found' },
  });
  // Its dataset is gone by now, which must not keep it from being put back.
  expect(await host.client.models.save(await aModel({ datasetId }))).toMatchObject({ id: 'mine', datasetId: null });
});

test('labels decide the outputs, and columns of numbers both ends', async () => {
  const { client } = await openTemporaryHost();
  const tokenizer = { type: 'word', locale: 'en', minimumFrequency: 1 } as const;
  const reviews = new Blob(['text,label\nvery good,good\nvery bad,bad\nso so,fair\n']);
  const labelled = await client.datasets.import({
    name: 'reviews.csv',
    file: reviews,
    options: { content: { kind: 'labelled', textColumn: 'text', labelColumn: 'label' } },
  });
  const words = await client.models.dataSizes({ datasetId: labelled.id, tokenizer });
  expect(words).toMatchObject({ kind: 'labelled', outputs: 3, samples: 3 });
  const series = new Blob(['temp,wind,rain\n1,2,3\n2,3,4\n3,4,5\n4,5,6\n']);
  const weather = await client.datasets.import({
    name: 'weather.csv',
    file: series,
    options: { content: { kind: 'series', predict: ['temp'], read: ['wind', 'rain'] } },
  });
  expect(await client.models.dataSizes({ datasetId: weather.id, tokenizer })).toEqual({
    kind: 'series',
    inputs: 3,
    outputs: 1,
    tokens: 0,
    samples: 4,
    documents: 0,
    longestDocument: null,
  });
});

test('tells how large a dataset makes a network', async () => {
  const host = await openTemporaryHost();
  const datasetId = await importFox(host);
  const { characters, vocabularySize } = await host.client.datasets.get({ datasetId });
  const tokenizer = { type: 'character', minimumFrequency: 1 } as const;
  const sizes = await host.client.models.dataSizes({ datasetId, tokenizer });
  const rest = { outputs: null, samples: null, documents: 1, longestDocument: null };
  expect(sizes).toEqual({ kind: 'text', inputs: vocabularySize, tokens: characters, ...rest });
  const bytes = await host.client.models.dataSizes({ datasetId, tokenizer: { type: 'byte', minimumFrequency: 1 } });
  expect(bytes).toMatchObject({ inputs: 256, tokens: new TextEncoder().encode(foxText).length });
});
