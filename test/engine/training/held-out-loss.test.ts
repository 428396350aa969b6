import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import { heldOutDocuments } from '../../../src-engine/text/held-out-documents.ts';
import { evaluate } from '../../../src-engine/training/evaluate.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createPassSet } from '../../../src-engine/training/pass-set.ts';
import { uninterrupted } from './small-run.ts';

const VOCABULARY = 12;

function randomText(length: number, seed: number): Int32Array {
  const random = createStream(seed, 'text', 0);
  return Int32Array.from({ length }, () => random.below(VOCABULARY));
}

function createNetwork(backend: Backend, layer: LayerSpec): Model {
  const layers = [embedding(6), layer, dense(VOCABULARY)];
  const model = createModel(backend, {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: VOCABULARY },
    layers,
  });
  model.initialize(5);
  return model;
}

async function scale(model: Model, name: string, change: (value: number, index: number) => number): Promise<void> {
  const parameter = model.parameters.find((each) => each.name === name);
  if (parameter === undefined) throw new Error(`no ${name}`);
  const values = await model.backend.read(parameter.value);
  model.backend.write(parameter.value, values.map(change));
}

/** Mean loss of each document read by itself, token by token, from a state of zeros. */
async function singlePass(model: Model, documents: readonly Int32Array[]): Promise<number> {
  const metrics = model.backend.tensor([3]);
  for (const document of documents) {
    const pass = model.createPass({ batch: 1, steps: document.length - 1, training: false });
    pass.setIds(document.subarray(0, -1), null);
    pass.setTargets(document.subarray(1));
    pass.forward({ seed: 0, step: 0 });
    pass.evaluate(metrics);
    pass.dispose();
  }
  const [loss, weight] = await model.backend.read(metrics);
  return loss / weight;
}

async function heldOutLoss(model: Model, documents: readonly Int32Array[], batchSize: number): Promise<number> {
  const cut = { batchSize, sequenceLength: 50, validationFraction: 0.5, batching: 3, seed: 3 } as const;
  const { validation } = createLanguageModelData(documents, cut);
  if (validation === null) throw new Error('nothing is held out');
  const passes = createPassSet(model, validation, { training: false, classWeights: null });
  const evaluation = await evaluate(model.backend, validation, passes, model.backend.tensor([3]), null, uninterrupted);
  passes.passes.forEach((pass) => pass.dispose());
  return evaluation?.loss ?? NaN;
}

const backend = createReferenceBackend();

describe('the loss on held-out text', () => {
  const text = randomText(24_000, 1);

  it.each([
    ['lstm', lstm(9)],
    ['gru', recurrentLayer('gru', 9)],
  ])('%s: is that of a single pass, whatever the batch size', async (_, layer) => {
    const model = createNetwork(backend, layer);
    await scale(model, '1.recurrent', (value) => 2 * value);
    await scale(model, '2.kernel', (value) => 6 * value);
    const expected = await singlePass(model, [text.subarray(12_000)]);
    for (const batchSize of [1, 7, 50]) {
      expect(Math.abs((await heldOutLoss(model, [text], batchSize)) - expected)).toBeLessThan(1e-3);
    }
  });

  it('is that of a single pass for a network that never forgets what it read first', async () => {
    const model = createNetwork(backend, lstm(4, { activation: 'softsign' }));
    // Forget gates of nearly 1 hold all that ever came in.
    await scale(model, '1.bias', (value, n) => (n >= 4 && n < 8 ? 14 : value));
    await scale(model, '1.kernel', (value) => 3 * value);
    await scale(model, '2.kernel', (value) => 6 * value);
    const expected = await singlePass(model, [text.subarray(12_000)]);
    for (const batchSize of [1, 50]) {
      expect(Math.abs((await heldOutLoss(model, [text], batchSize)) - expected)).toBeLessThan(1e-3);
    }
  });

  it('is that of every held-out document by itself, where there are several', async () => {
    const random = createStream(8, 'lengths', 0);
    const documents = Array.from({ length: 300 }, (_, n) => randomText(2 + random.below(n % 10 === 0 ? 400 : 20), n));
    const model = createNetwork(backend, lstm(6));
    await scale(model, '2.kernel', (value) => 6 * value);
    const losses = await Promise.all([1, 7, 50].map((batchSize) => heldOutLoss(model, documents, batchSize)));
    const lengths = documents.map(({ length }) => length);
    const isHeldOut = heldOutDocuments(lengths, { validationFraction: 0.5, seed: 3 });
    const validation = documents.filter((_, n) => isHeldOut[n] === 1);
    const expected = await singlePass(model, validation);
    for (const loss of losses) expect(Math.abs(loss - expected)).toBeLessThan(1e-6);
  });
});
