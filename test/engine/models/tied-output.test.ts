import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, layerNorm, lstm } from '../../../src-engine/models/default-layers.ts';
import { trainingMemory } from '../../../src-engine/models/memory.ts';
import { applyFix } from '../../../src-engine/models/model-fix.ts';
import { summarizeModel } from '../../../src-engine/models/summary.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { wasmBackends } from '../backends/wasm/wasm-backends.ts';
import { drawBatch, gradientError } from './gradient-check.ts';

const VOCABULARY = 7;
const DIM = 5;
const shape = { batch: 2, steps: 3, optimizer: 'adam' } as const;
const tied = (vocabulary = VOCABULARY): LayerSpec => dense(vocabulary, { tied: true });

function languageModel(layers: LayerSpec[], vocabularySize = VOCABULARY): ModelSpec {
  return { task: 'language-model', input: { kind: 'tokens', vocabularySize }, layers };
}

const spec = languageModel([embedding(DIM), lstm(DIM), layerNorm(), tied()]);

describe('an output that shares the weights of the embedding', () => {
  it.each([
    ['trained', spec],
    ['frozen', languageModel([{ ...embedding(DIM), trainable: false } as LayerSpec, lstm(DIM), tied()])],
    ['right above it', languageModel([embedding(DIM), tied()])],
  ])('has exact gradients: %s', async (_, model) => {
    const batch = drawBatch(model, { batch: 3, steps: 4, lengths: null, classWeights: null });
    const { error, parameter } = await gradientError(batch);
    expect(error, parameter).toBeLessThanOrEqual(1e-6);
  });

  it('has only a bias of its own', () => {
    const untied = summarizeModel(languageModel([embedding(DIM), lstm(DIM), layerNorm(), dense(VOCABULARY)]), shape);
    const { totalParameters, rows } = summarizeModel(spec, shape);
    expect(rows.at(-1)?.parameters).toBe(VOCABULARY);
    expect(totalParameters).toBe(untied.totalParameters - VOCABULARY * DIM);
  });

  it('gives a large embedding gradients for all of its rows, and memory is told accordingly', () => {
    const large = 2 ** 18 + 1;
    const model = languageModel([embedding(4), lstm(4), tied(large)], large);
    const own = trainingMemory(model, shape).gradients;
    expect(own).toBeGreaterThan(4 * 4 * large);
    const backend = createReferenceBackend();
    const created = createModel(backend, model);
    created.zeroGradients([Int32Array.of(1, 2)]);
    const [table] = created.parameters;
    expect(table.rows()).toBeNull();
    expect(table.gradient()?.shape).toEqual([large, 4]);
    const gradients = created.parameters.reduce((sum, { gradient }) => sum + (gradient()?.size ?? 0), 0);
    expect(own).toBe(4 * gradients);
  });

  it.each([
    ['of another width', languageModel([embedding(4), lstm(6), tied()]), '2:tied-to-other-width', embedding(6)],
    ['without an embedding', languageModel([{ type: 'one_hot' }, lstm(6), tied()]), '2:tied-without-embedding', null],
    [
      'below the output',
      languageModel([embedding(VOCABULARY), tied(), lstm(4), dense(VOCABULARY)]),
      '1:tied-not-output',
      null,
    ],
    [
      'of a classifier',
      { ...languageModel([embedding(3), lstm(3, { returnSequences: false }), tied(3)]), task: 'classification' },
      '2:tied-not-output',
      null,
    ],
  ] satisfies [string, ModelSpec, string, LayerSpec | null][])('%s is mended by its fix', (_, model, code, first) => {
    const [problem] = validateModel(model);
    expect(`${problem.layer}:${problem.code}`).toBe(code);
    const fixed = applyFix(model, problem.fix);
    expect(validateModel(fixed)).toEqual([]);
    if (first !== null) expect(fixed.layers[0]).toEqual(first);
  });

  it.each(wasmBackends)('writes the same, frozen or not, on %s', async (_, create) => {
    const backend = create();
    const model = createModel(backend, spec);
    model.initialize(4);
    const logits = async () => {
      const all: number[][] = [];
      for (const batch of [1, 2, 5]) {
        const pass = model.createPass({ batch, steps: 1, training: false });
        pass.setIds(
          Int32Array.from({ length: batch }, (_, n) => n),
          null,
        );
        pass.forward({ seed: 0, step: 0 });
        all.push([...(await backend.read(pass.output))]);
        pass.dispose();
      }
      return all;
    };
    const before = await logits();
    model.freeze();
    expect(await logits()).toEqual(before);
    backend.dispose();
  });
});
