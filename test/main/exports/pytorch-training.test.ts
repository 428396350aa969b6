import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cellExports } from '../../../src-engine/cells/exports.ts';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { foxText } from '../fox-text.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../temporary-host.ts';
import { exportRun, importModelFile, stageFile, tinyTraining, trainTiny } from './export-files.ts';
import { pythonWith, runScript, unpackExport } from './python-project.ts';

const python = pythonWith('torch') ?? '';
const noPytorch = 'No Python here has PyTorch.';

/**
 * torchrun, from whichever Python it is. Under Python 3.11 PyTorch 1.13, which Debian has, ends with an AttributeError in `to_map` unless
 * told where the outputs go: it looks for the default, 0, among the members of an IntFlag, which are since that version of Python those of
 * one bit alone. With 1 all processes write to a file and to here.
 */
const launcher = [
  '-m',
  'torch.distributed.run',
  '--nproc_per_node=2',
  '--rdzv_backend=c10d',
  '--rdzv_endpoint=localhost:0',
  '--redirects=1',
  '--tee=1',
  '--log_dir=logs',
];

const launchers = { alone: [], together: launcher };

/** Trains on by two epochs here, then there, alone or in two processes or both: each time with the losses that the studio had. */
async function expectSameTraining(
  host: TemporaryHost,
  run: RunRecord,
  { folder, files, ways }: { folder: string; files: string[]; ways: ('alone' | 'together')[] },
): Promise<void> {
  await host.client.runs.extend({ runId: run.id, epochs: 2 });
  await runIn(host, run.id, 'finished', 'failed');
  const { epochs } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 10 });
  const expected = epochs
    .slice(-3)
    .flatMap(({ trainLoss, validationLoss }, n) => (n === 0 ? [validationLoss] : [trainLoss, validationLoss]));
  for (const way of ways) {
    const train = ['train.py', ...files, '--epochs', '2', '--out', way];
    const printed = await runScript(python, folder, [...launchers[way], ...train]);
    expect(printed).toContain(way === 'together' ? '2 × cpu' : '1 × cpu');
    const losses = [...printed.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
    expect(losses).toHaveLength(expected.length);
    losses.forEach((loss, n) => expect(Math.abs(loss - (expected[n] ?? NaN))).toBeLessThan(1e-3));
  }
}

it('train.py goes on as the studio would, in one process and in two, and what it saves comes back', async ({
  skip,
}) => {
  if (python === '') return skip(noPytorch);
  const host = await openTemporaryHost();
  const run = await trainTiny(host);
  const exported = await exportRun(host, { runId: run.id, format: 'pytorch' });
  expect(exported.certificate).toMatchObject({ verdict: 'passed', runtime: 'PyTorch' });
  const folder = await unpackExport(host, exported);
  writeFileSync(join(folder, 'fox.txt'), foxText);
  expect(await runScript(python, folder, ['verify.py'])).toContain('passed');
  await expectSameTraining(host, run, { folder, files: ['fox.txt'], ways: ['alone', 'together'] });

  const saved = new Uint8Array(readFileSync(join(folder, 'together', 'model.safetensors')));
  expect(await importModelFile(host, 'again.safetensors', saved)).toMatchObject({ state: 'finished' });
  const importId = await stageFile(host, 'again.safetensors', saved);
  const options = { datasetId: run.datasetId };
  for await (const update of await host.client.modelImports.run({ importId, options })) {
    if (update.type !== 'imported') continue;
    await host.client.runs.extend({ runId: update.run.id, epochs: 1 });
    expect(await runIn(host, update.run.id, 'finished', 'failed')).toMatchObject({ state: 'finished', error: null });
  }
});

it('a language model of documents reads them whole, in the studio’s order and lanes, and begins and ends with their token', async ({
  skip,
}) => {
  if (python === '') return skip(noPytorch);
  const host = await openTemporaryHost();
  // Some are longer than a chunk, one longer than a lane, and many as short as names.
  const lengths = [600, 3, 41, 8, 8, 8, 25, 1, 90, ...Array.from({ length: 30 }, (_, n) => 4 + (n % 5))];
  const documents = lengths.map((length, n) => foxText.slice(7 * n, 7 * n + length));
  const rows = documents.map((text) => JSON.stringify({ text })).join('\n');
  const options = { content: { kind: 'text', textColumn: 'text' } } as const;
  const { id } = await host.client.datasets.import({ name: 'documents.jsonl', file: new Blob([rows]), options });
  const run = await trainTiny(host, {
    datasetId: id,
    tokenizer: { type: 'character', minimumFrequency: 1, boundary: true },
    train: { batchSize: 5, sequenceLength: 20, epochs: 2, validationFraction: 0.2, backend: 'reference', seed: 11 },
  });
  expect(run).toMatchObject({ state: 'finished', error: null, train: { batching: 3 } });
  const exported = await exportRun(host, { runId: run.id, format: 'pytorch' });
  const folder = await unpackExport(host, exported);
  const files = documents.map((text, n) => {
    writeFileSync(join(folder, `${n}.txt`), text);
    return `${n}.txt`;
  });
  await expectSameTraining(host, run, { folder, files, ways: ['alone'] });
  const written = await runScript(python, folder, ['generate.py', '', '--length', '4000', '--seed', '2']);
  expect(written.trimEnd().length).toBeLessThan(4000);
});

const unknownToTorch = cellTypes.filter((type) => cellExports(type).pytorch.torch === null);

it('a network of all cells that torch.nn lacks goes on in the middle of an epoch, with the states of all its lanes', async ({
  skip,
}) => {
  if (python === '') return skip(noPytorch);
  const host = await openTemporaryHost();
  const run = await trainTiny(host, {
    model: {
      task: 'language-model',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [
        { type: 'one_hot' },
        ...unknownToTorch.map((type) => recurrentLayer(type, 8)),
        { type: 'dense', units: 2, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      ...tinyTraining,
      epochs: 2,
      checkpoints: { everyEpoch: false, everySteps: 45, everyMinutes: null, keepLast: 9, keepBest: 1 },
    },
  });
  const { epochs } = await host.client.runs.metrics({ runId: run.id, afterStep: 0, maxPoints: 10 });
  const middle = (await host.client.runs.checkpoints({ runId: run.id })).find(({ step }) => step === 45);
  const exported = await exportRun(host, { runId: run.id, format: 'pytorch', checkpointId: middle?.id ?? null });
  expect(exported.certificate).toMatchObject({ verdict: 'passed', runtime: 'PyTorch' });
  const folder = await unpackExport(host, exported);
  writeFileSync(join(folder, 'fox.txt'), foxText);
  const printed = await runScript(python, folder, ['train.py', 'fox.txt', '--epochs', '1']);
  const [, ended = ''] = /(epoch 2, .*)/.exec(printed) ?? [];
  expect(ended).toContain(`step ${run.step}:`);
  const losses = [...ended.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => Number(loss));
  const expected = [epochs.at(-1)?.trainLoss ?? NaN, epochs.at(-1)?.validationLoss ?? NaN];
  expect(losses).toHaveLength(2);
  losses.forEach((loss, n) => expect(Math.abs(loss - expected[n])).toBeLessThan(1e-3));
});

/** 61 rows of three classes, of which one is rare: no share of them is whole, and the last batch of an epoch is a single sample. */
const moods = Array.from({ length: 61 }, (_, n) => ({
  text: `${['good', 'bad', 'odd'][n % 9 === 0 ? 2 : n % 2] ?? ''} ${'very '.repeat(n % 4)}${n}`,
  label: ['sunny', 'rainy', '雪'][n % 9 === 0 ? 2 : n % 2] ?? '',
}));

it('a classifier goes on with the samples that the studio trains on and holds back, in its order', async ({ skip }) => {
  if (python === '') return skip(noPytorch);
  const host = await openTemporaryHost();
  const rows = moods.map((row) => JSON.stringify(row)).join('\n');
  const { id } = await host.client.datasets.import({ name: 'moods.jsonl', file: new Blob([rows]) });
  const run = await trainTiny(host, {
    datasetId: id,
    model: {
      task: 'classification',
      input: { kind: 'tokens', vocabularySize: 2 },
      layers: [
        { type: 'one_hot' },
        lstm(6, { returnSequences: false, bidirectional: 'concat' }),
        { type: 'dense', units: 2, kernelInitializer: 'xavier_uniform' },
      ],
    },
    train: {
      batchSize: 11,
      sequenceLength: 12,
      epochs: 3,
      validationFraction: 0.25,
      classWeights: [1, 2, 0.5],
      optimizer: {
        type: 'adamw',
        learningRate: 0.02,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        weightDecay: 0.5,
        decayBiases: false,
      },
      backend: 'reference',
      seed: 2 ** 32 - 7,
    },
  });
  expect(run).toMatchObject({ state: 'finished', error: null });
  const last = (await host.client.runs.checkpoints({ runId: run.id })).find(({ step }) => step === run.step);
  const checkpointId = last?.id ?? null;
  const exported = await exportRun(host, { runId: run.id, format: 'pytorch', checkpointId });
  const folder = await unpackExport(host, exported);

  const texts = moods.slice(0, 20).map(({ text }) => text);
  const { classes, probabilities } = await host.client.insight.classify({ runId: run.id, checkpointId, texts });
  const predicted = (await runScript(python, folder, ['predict.py'], `${texts.join('\n')}\n`)).trimEnd().split('\n');
  expect(predicted).toHaveLength(texts.length);
  predicted.forEach((line, n) => {
    const [name = '', share = ''] = line.split('\t');
    const ofText = probabilities[n] ?? [];
    expect(name).toBe(classes[ofText.indexOf(Math.max(...ofText))]);
    expect(Math.abs(Number(share) - Math.max(...ofText))).toBeLessThan(2e-4);
  });

  writeFileSync(join(folder, 'moods.jsonl'), rows);
  await expectSameTraining(host, run, { folder, files: ['moods.jsonl'], ways: ['alone', 'together'] });
  writeFileSync(join(folder, 'fog.jsonl'), '{"text":"a","label":"foggy"}\n');
  const foggy = runScript(python, folder, ['train.py', 'fog.jsonl']);
  await expect(foggy).rejects.toThrow('has no class “foggy”: it knows rainy, sunny, 雪.');
});
