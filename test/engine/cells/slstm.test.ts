import { expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, recurrentLayer } from '../../../src-engine/models/default-layers.ts';
import { trainingMemory } from '../../../src-engine/models/memory.ts';
import { applyFix } from '../../../src-engine/models/model-fix.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';

const modelOf = (units: number, heads: number): ModelSpec => ({
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: 7 },
  layers: [embedding(5), recurrentLayer('slstm', units, { heads }), dense(7)],
});

it('begins without a recurrent product, and with memories of every length in each head', async () => {
  const backend = createReferenceBackend();
  const model = createModel(backend, modelOf(8, 2));
  model.initialize(1);
  const valueOf = async (name: string) => {
    const found = model.parameters.find((parameter) => parameter.name === name);
    if (found === undefined) throw new Error(name);
    return [...(await backend.read(found.value))];
  };
  expect(await valueOf('1.recurrent')).toEqual(new Array(2 * 4 * 16).fill(0));
  const bias = await valueOf('1.bias');
  expect(bias.slice(0, 8).concat(bias.slice(16))).toEqual(new Array(24).fill(0));
  const head = [0, 1 / 3, 2 / 3, 1].map((share) => 5 - 12 * share ** 0.3);
  bias.slice(8, 16).forEach((value, unit) => expect(value).toBeCloseTo(head[unit % 4], 12));
});

it('is said to take the memory that it takes', () => {
  const shape = { batch: 3, steps: 7, optimizer: 'sgd' } as const;
  const backend = createReferenceBackend();
  const model = createModel(backend, modelOf(6, 3));
  model.createPass({ ...shape, training: true });
  const { parameters, gradients, activations } = trainingMemory(modelOf(6, 3), shape);
  // Float64 takes twice the bytes, ids and targets apart.
  const ids = 2 * 4 * shape.batch * shape.steps;
  expect(2 * (parameters + gradients + activations - ids)).toBe(backend.allocatedBytes - ids);
});

it('needs as many units as its heads can share, and is mended where it does not', () => {
  const [problem] = validateModel(modelOf(6, 4));
  expect(problem.layer).toBe(1);
  expect(validateModel(applyFix(modelOf(6, 4), problem.fix))).toEqual([]);
});

it('learns of several documents in one row what it learns of each by itself', async () => {
  const backend = createReferenceBackend();
  const model = createModel(backend, modelOf(6, 2));
  model.initialize(2);
  const logits = async (ids: number[], resets: number[] | null) => {
    const pass = model.createPass({ batch: 1, steps: ids.length, training: false });
    pass.setIds(Int32Array.from(ids), null);
    pass.setResets(resets === null ? null : Int32Array.from(resets));
    pass.forward({ seed: 0, step: 0 });
    const output = [...(await backend.read(pass.output))];
    pass.dispose();
    return output;
  };
  const together = await logits([1, 2, 3, 0, 4, 5], [0, 0, 0, 1, 0, 0]);
  expect(together.slice(0, 21)).toEqual(await logits([1, 2, 3], null));
  expect(together.slice(28)).toEqual(await logits([4, 5], null));
});
