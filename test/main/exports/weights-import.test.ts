import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeWeightsFile } from '../../../src-engine/interchange/weights-file.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { WeightsImportOptions, WeightsInspection } from '../../../src-main/contract/weights-import-records.ts';
import { readPytorch } from '../../../src-main/exports/weights/read-pytorch.ts';
import { buildNetwork } from '../../../src-main/exports/weights/build-network.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { refusalOf } from '../datasets/studio-error.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openTemporaryHost, type TemporaryHost } from '../temporary-host.ts';
import { expectRefusals } from './damaged-files.ts';
import { importModelFile, stageFile } from './export-files.ts';
import { matrixModel } from './matrix-models.ts';

const megabyte = 2 ** 20;

/** null: no Python here has PyTorch. */
function torchFiles(): string | null {
  const folder = temporaryFolder();
  const script = join(import.meta.dirname, 'torch-weights.py');
  const worked = ['python3', '/usr/bin/python3'].some((python) => spawnSync(python, [script, folder]).status === 0);
  return worked ? folder : null;
}

const bytesAt = (path: string) => new Uint8Array(readFileSync(path));

it('what PyTorch saved computes here what it computes there', async ({ skip }) => {
  const folder = torchFiles();
  if (folder === null) return skip('PyTorch was not found.');
  for (const name of ['lstm', 'gru', 'rnn', 'tied']) {
    const path = join(folder, `${name}.pt`);
    const built = buildNetwork(await readPytorch(name, path), { mapping: {} });
    expect(built.problems, name).toEqual([]);
    if (built.model === null) throw new Error(name);
    const { ids, logits } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, number[]>;
    const trained = { name, model: built.model, tokenizer: null, classes: null, parameters: built.parameters, step: 0 };
    const input = { batch: 2, steps: 9, ids: Int32Array.from(ids ?? []), features: null, lengths: null };
    const [outputs = new Float64Array()] = await referenceOutputs(trained, [input]);
    expect(outputs.length).toBe(logits?.length);
    expect(Math.max(...outputs.map((value, n) => Math.abs(value - (logits?.[n] ?? NaN)))), name).toBeLessThan(1e-5);
  }
});

it('a checkpoint that brings its characters becomes a run that writes; one without asks for them; a whole model is refused', async ({
  skip,
}) => {
  const folder = torchFiles();
  if (folder === null) return skip('PyTorch was not found.');
  const host = await openTemporaryHost();
  const run = await importModelFile(host, 'rnn.pt', bytesAt(join(folder, 'rnn.pt')));
  expect(run).toMatchObject({
    state: 'finished',
    name: 'rnn',
    notes: 'Imported from rnn.pt (PyTorch).',
    checkpointCount: 1,
  });
  expect(await written(host, run.id)).toMatch(/^[a-k]{20}$/);
  const importId = await stageFile(host, 'lstm.pt', bytesAt(join(folder, 'lstm.pt')));
  const inspection = (await host.client.modelImports.inspect({ importId })) as WeightsInspection;
  expect(inspection.problems.map(({ code }) => code)).toEqual(['vocabulary-missing']);
  const vocabulary = await stageFile(host, 'chars.json', new TextEncoder().encode(JSON.stringify([...'abcdefghijk'])));
  const options = { vocabulary: { source: 'file' as const, importId: vocabulary } };
  expect(await host.client.modelImports.inspect({ importId, options })).toMatchObject({
    problems: [],
    cell: 'lstm',
    layers: 2,
  });
  const { message } = await refusalOf(importModelFile(host, 'module.pt', bytesAt(join(folder, 'module.pt'))));
  expect(message).toMatch(/state_dict.+Nothing was imported\.$/s);
});

it('weights whose names say nothing are offered where their shapes fit, and turned over where they fit only so', () => {
  const tensor = (name: string, ...shape: number[]) => ({
    name,
    shape,
    dtype: 'F32',
    values: () => new Float32Array(shape.reduce((size, extent) => size * extent, 1)).fill(0.1),
  });
  const tensors = [tensor('a', 24, 6), tensor('b', 5, 24), tensor('c', 9, 5), tensor('d', 6, 9), tensor('e', 24)];
  const file = { format: 'safetensors' as const, metadata: {}, vocabulary: null, tensors, keras: null };
  const offered = (mapping: WeightsImportOptions['mapping']) => {
    const { slots, problems } = buildNetwork(file, { mapping });
    return {
      problems: problems.map(({ code }) => code),
      candidates: Object.fromEntries(slots.slots.map(({ id, candidates }) => [id, candidates])),
    };
  };
  const [a, b, c, d] = [['a'], ['b', true], ['c'], ['d', true]].map(([name, transposed]) => ({
    tensor: String(name),
    transposed: transposed === true,
  }));
  const nothingChosen = offered({});
  expect(nothingChosen.problems).toEqual(['slot-empty', 'slot-empty', 'slot-empty']);
  expect(nothingChosen.candidates['0.forward.recurrent']).toEqual([a]);
  const mapping = { '0.forward.recurrent': a!, '0.forward.input': b! };
  expect(offered(mapping).candidates).toMatchObject({
    '0.forward.input': [a, b],
    '0.forward.input-bias': [{ tensor: 'e', transposed: false }],
    embedding: [b, c],
    output: [a, d],
  });
  const complete = buildNetwork(file, { mapping: { ...mapping, embedding: c!, output: d! }, ignored: ['e'] });
  expect(complete.problems).toEqual([]);
  expect(complete.model).toMatchObject({
    input: { vocabularySize: 9 },
    layers: [{ dim: 5 }, { type: 'lstm', units: 6 }, { units: 9 }],
  });
});

it('a file of the studio’s own comes back without a question, and damaged ones are refused', async () => {
  const whole = Buffer.from(writeWeightsFile(matrixModel('LSTM, embedding')));
  const host = await openTemporaryHost();
  const run = await importModelFile(host, 'mine.safetensors', new Uint8Array(whole));
  expect(run).toMatchObject({ state: 'finished', step: 120, model: matrixModel('LSTM, embedding').model });
  await host.client.runs.delete({ runId: run.id });
  const random = createStream(8, 'shuffle', 0);
  const before = process.memoryUsage().rss;
  await expectRefusals(host, 'b.safetensors', whole, random);
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * megabyte);
  expect(host.logged).toEqual([]);
});

it('damaged files of PyTorch are refused, or are whole', async ({ skip }) => {
  const folder = torchFiles();
  if (folder === null) return skip('PyTorch was not found.');
  expect(statSync(join(folder, 'rnn.pt')).size).toBeGreaterThan(0);
  const host = await openTemporaryHost();
  await expectRefusals(host, 'b.pt', readFileSync(join(folder, 'rnn.pt')), createStream(9, 'shuffle', 0));
  expect(host.logged).toEqual([]);
});

async function written({ client }: TemporaryHost, runId: string): Promise<string> {
  const sampling = {
    temperature: 1,
    topK: 0,
    topP: 1,
    minP: 0,
    repetitionPenalty: 1,
    repetitionWindow: 0,
    stopStrings: [],
    seed: 3,
  };
  let text = '';
  for await (const update of await client.playground.generate({ runId, prompt: 'abc', length: 20, sampling })) {
    if (update.type === 'tokens') text += update.tokens.map((token) => token.text).join('');
  }
  return text;
}
