import { expect, test } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { BatchSource } from '../../../src-engine/training/batch-source.ts';
import { createLanguageModelData } from '../../../src-engine/training/language-model-data.ts';
import { createPassSet } from '../../../src-engine/training/pass-set.ts';
import { loadWasmBinaries } from '../../../src-main/engine-process/wasm-files.ts';

const VOCABULARY = 7;
const spec: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: VOCABULARY },
  layers: [embedding(3), lstm(5), recurrentLayer('gru', 4), dense(VOCABULARY)],
};
const binaries = await loadWasmBinaries();
const backends: [string, number, () => Backend][] = [
  ['reference', 1e-12, createReferenceBackend],
  ['wasm', 1e-4, () => createWasmBackend({ binaries })],
];

const lengths = [13, 2, 22, 1, 9, 31, 18];

/** Other contents for every `draw`, always of these lengths. */
function drawDocuments(draw: number): Int32Array[] {
  const random = createStream(8, 'documents', draw);
  return lengths.map((length) => Int32Array.from({ length }, () => random.below(VOCABULARY)));
}

/** What the network expects after every token that has a target, by the token's place in all documents. */
async function expectations(model: Model, source: BatchSource, places: BatchSource): Promise<Map<number, number[]>> {
  const passes = createPassSet(model, source, { training: false, classWeights: null });
  const found = new Map<number, number[]>();
  for (let n = 0; n < source.count; n++) {
    const pass = passes.load(n, source.batch(0, n));
    pass.forward({ seed: 0, step: 0 });
    pass.carryState();
    const logits = Array.from(await model.backend.read(pass.output));
    const { input, targets } = places.batch(0, n);
    if (!('ids' in input)) throw new Error('no ids');
    input.ids.forEach((place, row) => {
      if (targets[row] >= 0) found.set(place, logits.slice(row * VOCABULARY, (row + 1) * VOCABULARY));
    });
  }
  return found;
}

function dataOf(documents: readonly Int32Array[], batchSize: number) {
  const cut = { batchSize, sequenceLength: 5, validationFraction: 0.35 };
  let place = 0;
  const places = documents.map((document) => document.map(() => place++));
  return { data: createLanguageModelData(documents, cut), places: createLanguageModelData(places, cut) };
}

test.each(backends)('%s: each document is read as if it were alone', async (_, tolerance, createBackend) => {
  const model = createModel(createBackend(), spec);
  model.initialize(1);
  const documents = drawDocuments(0);
  const { data, places } = dataOf(documents, 1);
  const seen = new Map([
    ...(await expectations(model, data.training, places.training)),
    ...(await expectations(model, data.validation!, places.validation!)),
  ]);
  // 96 tokens, of which the first 62 train: the document that has the 63rd is cut in two.
  const cutAt = 62;
  let begin = 0;
  for (const document of documents) {
    const end = begin + document.length;
    for (const [from, to] of begin < cutAt && cutAt < end
      ? [
          [begin, cutAt],
          [cutAt, end],
        ]
      : [[begin, end]]) {
      const part = document.subarray(from - begin, to - begin);
      if (part.length < 2) continue;
      const alone = model.createPass({ batch: 1, steps: part.length - 1, training: false });
      alone.setIds(part.subarray(0, -1), null);
      alone.forward({ seed: 0, step: 0 });
      const expected = await model.backend.read(alone.output);
      const actual = Array.from({ length: part.length - 1 }, (_, n) => seen.get(from + n) ?? []).flat();
      expect(relativeError(actual, expected)).toBeLessThanOrEqual(tolerance);
    }
    begin = end;
  }
});

test.each(backends)(
  '%s: what other documents say changes no bit of what is expected in one',
  async (_, __, createBackend) => {
    const model = createModel(createBackend(), spec);
    model.initialize(1);
    const original = drawDocuments(0);
    const others = drawDocuments(1);
    const seenIn = async (documents: readonly Int32Array[], part: 'training' | 'validation') => {
      const { data, places } = dataOf(documents, 3);
      return expectations(model, data[part]!, places[part]!);
    };
    for (const part of ['training', 'validation'] as const) {
      const expected = await seenIn(original, part);
      let begin = 0;
      for (const [n, document] of original.entries()) {
        const seen = await seenIn(others.with(n, document), part);
        const end = begin + document.length;
        const inside = [...seen].filter(([place]) => place >= begin && place < end);
        for (const [place, logits] of inside) expect(logits).toEqual(expected.get(place));
        const outside = [...seen].filter(([place]) => place < begin || place >= end);
        expect(outside.some(([place, logits]) => logits[0] !== expected.get(place)?.[0])).toBe(true);
        begin = end;
      }
    }
  },
);

test('documents of several lengths are trained on with a loss per token, padding left out', () => {
  const { data, places } = dataOf(drawDocuments(0), 3);
  for (let n = 0; n < data.training.count; n++) {
    const { targets, weight, lengths: steps } = data.training.batch(0, n);
    expect(weight).toBe(targets.filter((target) => target >= 0).length);
    expect(steps?.reduce((sum, length) => sum + length, 0) ?? targets.length).toBe(weight);
    expect(places.training.batch(0, n).weight).toBe(weight);
  }
});

function refusalOf(work: () => unknown): EngineError {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('It was not refused.');
}

test('too few documents for the lanes are refused with what is lacking', () => {
  const cut = { batchSize: 30, sequenceLength: 5, validationFraction: 0 };
  const chunks = lengths.reduce((sum, length) => sum + Math.ceil((length - 1) / 5), 0);
  expect(() => createLanguageModelData(drawDocuments(0), cut)).toThrow(
    `The 7 documents have 96 tokens, of which those for training make ${chunks} chunks of at most 5. A batch size of 30`,
  );
  expect(createLanguageModelData(drawDocuments(0), { ...cut, batchSize: chunks }).training.count).toBe(1);
  const details = { reason: 'documents', documents: 7, tokens: 96, chunks, sequenceLength: 5, batchSize: 30 };
  expect(refusalOf(() => createLanguageModelData(drawDocuments(0), cut)).details).toEqual(details);
});

test('documents of single tokens have nothing to predict, whatever the batches', () => {
  const documents = [Int32Array.of(1), Int32Array.of(2), Int32Array.of(3)];
  for (const batching of [1, 2, 3] as const) {
    const cut = { batchSize: 1, sequenceLength: 8, validationFraction: 0, batching };
    const refusal = refusalOf(() => createLanguageModelData(documents, cut));
    expect(refusal.details).toEqual({ reason: 'no-prediction', documents: 3, tokens: 3 });
    expect(refusal.message).toContain('nothing to predict');
  }
});
