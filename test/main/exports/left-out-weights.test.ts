import { expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../src-engine/interchange/safetensors.ts';
import { tensorValues } from '../../../src-engine/interchange/tensor-values.ts';
import { foreignWeights } from '../../foreign-weights.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { bytesOf, exportRun, importModelFile, stageFile, trainTiny } from './export-files.ts';

type Added = { name: string; shape: number[]; values: Float32Array };

test('weights that the network has no place for are listed, and refused unless a person says that they are not needed', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const run = await trainTiny(host);
  const exported = await exportRun(host, { runId: run.id, format: 'safetensors' });
  const { bytes, vocabulary } = foreignWeights(await bytesOf(host, exported));
  const known = readSafetensors(bytes).tensors.map((tensor) => ({ ...tensor, values: tensorValues(tensor) }));
  const fileWith = (added: Added[]) => new Uint8Array(writeSafetensors([...known, ...added], {}));
  const embedding = known.find(({ name }) => name.startsWith('embedding'));
  if (embedding === undefined) throw new Error(known.map(({ name }) => name).join());
  const norm = { name: 'norm.weight', shape: [4], values: new Float32Array(4).fill(1.5) };
  const zero = { name: 'extra.bias', shape: [3], values: new Float32Array(3) };
  const copy = { name: 'embedding_copy', shape: embedding.shape, values: embedding.values };
  const counter = { name: 'norm.num_batches_tracked', shape: [1], values: Float32Array.of(7) };
  const content = fileWith([norm, zero, copy, counter]);

  const vocabularyId = await stageFile(host, 'v.json', new Uint8Array(Buffer.from(JSON.stringify(vocabulary))));
  const options = { vocabulary: { source: 'file' as const, importId: vocabularyId } };
  const importId = await stageFile(host, 'normed.safetensors', content);
  const seen = await client.modelImports.inspect({ importId, options });
  if (seen.kind !== 'weights') throw new Error(seen.kind);
  expect(Object.fromEntries(seen.leftOut.map(({ tensor, effect }) => [tensor, effect]))).toEqual({
    'norm.weight': 'changes',
    'extra.bias': 'none',
    embedding_copy: 'none',
    'norm.num_batches_tracked': 'none',
  });
  expect(seen.problems).toMatchObject([{ code: 'weights-left-out', values: { count: 1, tensors: 'norm.weight' } }]);
  const { code, message } = await refusalOf(importModelFile(host, 'normed.safetensors', content, options));
  expect(code).toBe('model-file-refused');
  expect(message).toMatch(/norm\.weight.*compute something else.*LayerNorm/);

  const without = await client.modelImports.inspect({ importId, options: { ...options, ignored: ['norm.weight'] } });
  expect(without).toMatchObject({ problems: [] });
  const imported = await importModelFile(host, 'normed.safetensors', content, { ...options, ignored: ['norm.weight'] });
  expect(imported.notes).toContain('Left out: norm.weight.');
});

test('a file is never refused without a reason', async () => {
  const host = await openTemporaryHost();
  // A projected LSTM: its recurrent weights are not as wide as its states.
  const tensors = [
    { name: 'rnn.weight_ih_l0', shape: [16, 5], values: new Float32Array(80) },
    { name: 'rnn.weight_hh_l0', shape: [16, 3], values: new Float32Array(48) },
    { name: 'rnn.weight_hr_l0', shape: [3, 4], values: new Float32Array(12) },
    { name: 'fc.weight', shape: [5, 3], values: new Float32Array(15) },
  ];
  const content = new Uint8Array(writeSafetensors(tensors, {}));
  const { message } = await refusalOf(importModelFile(host, 'projected.safetensors', content));
  expect(message).toMatch(/cannot be imported\. \S.+ Nothing was imported\./);
});
