import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Pass } from '../../../src-engine/models/model.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { wasmBackends } from '../backends/wasm/wasm-backends.ts';

const backends: [string, () => Backend][] = [['reference', createReferenceBackend], ...wasmBackends];

const lastState = lstm(3, { returnSequences: false });
const models: Record<'language model' | 'classifier' | 'regression', ModelSpec> = {
  'language model': {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 4 },
    layers: [embedding(2), lstm(3), dense(4)],
  },
  classifier: {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: 9 },
    layers: [embedding(2), lastState, dense(4)],
  },
  regression: { task: 'regression', input: { kind: 'features', size: 1 }, layers: [lastState, dense(2)] },
};

/** Passes of two sequences of one step: two rows of output. */
function createPass(create: () => Backend, model: ModelSpec): { pass: Pass; end: () => void } {
  const backend = create();
  const pass = createModel(backend, model).createPass({ batch: 2, steps: 1, training: true });
  return { pass, end: backend.dispose };
}

describe.each(backends)('on the %s backend', (_, create) => {
  it.each(['language model', 'classifier'] as const)('a %s refuses targets that are none of its classes', (name) => {
    const { pass, end } = createPass(create, models[name]);
    expect(() => pass.setTargets(Int32Array.of(0, 4))).toThrow('The target 4 is outside of the 4 classes.');
    expect(() => pass.setTargets(Int32Array.of(-2, 0))).toThrow('The target -2 is outside');
    expect(() => pass.setTargets(Float32Array.of(0.5, 0))).toThrow('The target 0.5 is outside');
    expect(() => pass.setTargets(Int32Array.of(1))).toThrow('Expected 2 targets, got 1.');
    expect(() => pass.setTargets(Int32Array.of(-1, 3))).not.toThrow();
    end();
  });

  it('a regression refuses too few values', () => {
    const { pass, end } = createPass(create, models.regression);
    expect(() => pass.setTargets(Float32Array.of(1, 2))).toThrow('Expected 4 targets, got 2.');
    expect(() => pass.setTargets(Float32Array.of(1, NaN, 3, 4))).not.toThrow();
    end();
  });
});
