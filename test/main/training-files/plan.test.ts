import { expect, test } from 'vitest';
import { importFox, openTemporaryHost } from '../temporary-host.ts';

test('a file becomes the run that it describes, or its mistakes with their places', async () => {
  const { client } = await openTemporaryHost();
  const datasetId = await importFox({ client });
  const [{ hash }] = await client.datasets.list();
  const plan = (text: string) => client.trainingFiles.plan({ text, fileName: 'run.yaml' });
  const settings = 'train: { epochs: 3, optimizer: { type: rmsprop }, clip: { type: value, max: 2 } }\nseeds: 2\n';
  expect(await plan(`data: { dataset: fox.txt, hash: ${hash} }\npreset: char-rnn-s\n${settings}`)).toMatchObject({
    problems: [],
    seeds: 2,
    branch: null,
    start: {
      datasetId,
      presetId: 'char-rnn-s',
      train: { epochs: 3, optimizer: { type: 'rmsprop', decay: 0.95 }, clip: { type: 'value', max: 2 } },
    },
  });
  // The name of a file stands for what was imported of it, and layers for a network of one's own.
  expect(
    await plan(
      'data: { file: some/fox.txt }\nmodel: { layers: [{ type: one_hot }, { type: lstm, units: 4 }, { type: dense, units: 1 }] }',
    ),
  ).toMatchObject({
    problems: [],
    start: { datasetId, presetId: null, model: { task: 'language-model', layers: [{}, { units: 4 }, {}] } },
  });
  const faultOf = async (text: string) => {
    const { start, branch, problems } = await plan(text);
    expect([start, branch]).toEqual([null, null]);
    return problems.map(({ line, field, fault: { code } }) => [line, field, code]);
  };
  expect(await faultOf('data:\n  dataset: other.txt\n')).toEqual([[2, 'data.dataset', 'no-dataset']]);
  expect(await faultOf(`data:\n  dataset: fox.txt\n  hash: ${'a'.repeat(64)}\n`)).toEqual([
    [3, 'data.hash', 'other-content'],
  ]);
  expect(await faultOf('data: { file: other.txt }\n')).toEqual([[1, 'data.file', 'not-imported']]);
  expect(await faultOf('data: { dataset: fox.txt }\npreset: char-rnn\n')).toEqual([[2, 'preset', 'no-preset']]);
  expect(await faultOf('from: { run: none, keep: training }\n')).toEqual([[1, 'from.run', 'no-run']]);
  expect(await faultOf('data: { dataset: fox.txt }\nsweep: { vary: { units: [1, 2] } }\n')).toEqual([
    [2, 'sweep', 'command-line-only'],
  ]);
  expect(await faultOf('epochs: 3\nname: [1]\n')).toEqual([
    [1, 'epochs', 'unknown-field'],
    [2, 'name', 'wrong-value'],
  ]);
  expect(await faultOf('{ "train": ')).toMatchObject([[1, '', 'syntax']]);
});
