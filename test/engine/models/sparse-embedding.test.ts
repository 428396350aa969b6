import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Model, Parameter } from '../../../src-engine/models/model.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';

const DIM = 4;
/** Tables of more than 2²⁰ elements have sparse gradients. */
const LARGE_VOCABULARY = 2 ** 18 + 1;
const batch = { batch: 2, steps: 3 };
const noClip = { type: 'none' } as const;

function classifier(vocabularySize: number): ModelSpec {
  return {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize },
    layers: [embedding(DIM), lstm(3, { returnSequences: false }), dense(2)],
  };
}

/** Both directions of one step: gradients of a batch of ids, in the model's `parameters`. */
function accumulate(model: Model, batches: { ids: number[]; lengths: number[] | null }[]): void {
  const metrics = model.backend.tensor([3]);
  const pass = model.createPass({ ...batch, training: true });
  model.zeroGradients(batches.map(({ ids }) => Int32Array.from(ids)));
  for (const { ids, lengths } of batches) {
    pass.setIds(Int32Array.from(ids), lengths === null ? null : Int32Array.from(lengths));
    pass.setTargets(Int32Array.of(0, 1));
    pass.forward({ seed: 0, step: 0 });
    pass.backward(0.5, metrics);
  }
  pass.dispose();
}

function parameterOf(model: Model, name: string): Parameter {
  const parameter = model.parameters.find((each) => each.name === name);
  if (parameter === undefined) throw new Error(`No parameter ${name}.`);
  return parameter;
}

async function readGradient(model: Model, name: string): Promise<number[]> {
  const gradient = parameterOf(model, name).gradient();
  if (gradient === null) throw new Error(`No gradient of ${name}.`);
  return [...(await model.backend.read(gradient))];
}

async function readRows(model: Model): Promise<number[] | null> {
  const rows = parameterOf(model, '0.weights').rows();
  return rows === null ? null : [...(await model.backend.read(rows))];
}

/** A large table whose rows `ids[n]` are the rows n of the small model's table, and everything else equal. */
async function embedIn(backend: Backend, small: Model, ids: number[]): Promise<Model> {
  const large = createModel(backend, classifier(LARGE_VOCABULARY));
  const table = new Float64Array(LARGE_VOCABULARY * DIM).fill(NaN);
  for (const parameter of small.parameters) {
    const values = await backend.read(parameter.value);
    if (parameter.name !== '0.weights') backend.write(parameterOf(large, parameter.name).value, values);
    else ids.forEach((id, n) => table.set(values.subarray(n * DIM, (n + 1) * DIM), id * DIM));
  }
  backend.write(parameterOf(large, '0.weights').value, table);
  return large;
}

describe('the gradient of a large embedding', () => {
  const ids = [0, 7, 1000, 65_536, LARGE_VOCABULARY - 1];

  it('holds the rows of the step’s tokens, equal to those of a dense gradient, over several batches', async () => {
    const backend = createReferenceBackend();
    const small = createModel(backend, classifier(ids.length));
    small.initialize(3);
    const large = await embedIn(backend, small, ids);
    // Rows 0 to 4 but 2; row 4 only in the second batch, with padding in both forms.
    const batches = [
      { ids: [0, 1, 1, 3, 3, 3], lengths: null },
      { ids: [4, 0, 1, -1, -1, 0], lengths: [2, 1] },
    ];
    accumulate(small, batches);
    const largeBatches = batches.map((each) => ({ ...each, ids: each.ids.map((n) => (n < 0 ? -1 : ids[n])) }));
    accumulate(large, largeBatches);

    expect(await readRows(small)).toBeNull();
    expect(await readRows(large)).toEqual([0, 7, 65_536, LARGE_VOCABULARY - 1]);
    const whole = await readGradient(small, '0.weights');
    const rows = [0, 1, 3, 4].flatMap((row) => whole.slice(row * DIM, (row + 1) * DIM));
    expect(rows.some((value) => value !== 0)).toBe(true);
    expect(await readGradient(large, '0.weights')).toEqual(rows);
    for (const name of ['1.kernel', '1.recurrent', '1.bias', '2.kernel', '2.bias']) {
      expect(await readGradient(large, name), name).toEqual(await readGradient(small, name));
    }
  });

  it('says so when a batch was not announced', () => {
    const model = createModel(createReferenceBackend(), classifier(LARGE_VOCABULARY));
    const pass = model.createPass({ ...batch, training: true });
    model.zeroGradients([Int32Array.of(1, 2, 3)]);
    pass.setIds(Int32Array.of(1, 2, 3, 1, 2, 4), null);
    pass.setTargets(Int32Array.of(0, 1));
    pass.forward({ seed: 0, step: 0 });
    expect(() => pass.backward(1, model.backend.tensor([3]))).toThrow('The token id 4 was not announced');
  });
});

describe('a step on a large embedding', () => {
  const optimizers: OptimizerSpec[] = [
    { type: 'sgd', learningRate: 0.1 },
    { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true },
    { type: 'rmsprop', learningRate: 0.01, decay: 0.95, epsilon: 1e-8 },
    { type: 'adagrad', learningRate: 0.1, epsilon: 1e-10 },
    { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    { type: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 },
  ];

  it.each(optimizers)(
    'with $type leaves every other row of the table and of the slots as it is, to the bit',
    async (spec) => {
      const backend = createReferenceBackend();
      const model = createModel(backend, classifier(LARGE_VOCABULARY));
      const optimizer = createOptimizer(model, spec);
      const slots = optimizer.slots.map(({ value }) => value);
      for (const tensor of [...model.parameters.map(({ value }) => value), ...slots]) {
        const values = new Float64Array(tensor.size).map((_, n) => 0.1 + (n % 89) / 300);
        backend.write(tensor, values);
      }
      const own = optimizer.slots.filter(({ name }) => name.startsWith('optimizer/0.weights/'));
      const tensors = [parameterOf(model, '0.weights').value, ...own.map(({ value }) => value)];
      const before = await Promise.all(tensors.map((tensor) => backend.read(tensor)));

      const touched = [9, 70_000, 123_456];
      accumulate(model, [{ ids: [9, 70_000, 9, 123_456, 9, 9], lengths: null }]);
      optimizer.step({ learningRate: 0.1, clip: noClip, l2: 0.01 });

      for (const [n, tensor] of tensors.entries()) {
        const after = await backend.read(tensor);
        const changed = new Set<number>();
        after.forEach((value, at) => {
          if (!Object.is(value, before[n][at])) changed.add(Math.floor(at / DIM));
        });
        expect([...changed]).toEqual(touched);
      }
    },
  );

  it('equals a dense step where rows without a gradient keep still anyway', async () => {
    const backend = createReferenceBackend();
    const ids = [3, 500, 262_144];
    for (const spec of optimizers.filter(({ type }) => type === 'sgd' || type === 'adagrad')) {
      const small = createModel(backend, classifier(ids.length));
      small.initialize(2);
      const large = await embedIn(backend, small, ids);
      const steps = [small, large].map((model) => createOptimizer(model, spec));
      for (const batchIds of [
        [0, 1, 1, 0, 1, 0],
        [2, 2, 1, 1, 1, 2],
        [0, 0, 0, 0, 0, 0],
      ]) {
        accumulate(small, [{ ids: batchIds, lengths: null }]);
        accumulate(large, [{ ids: batchIds.map((n) => ids[n]), lengths: null }]);
        for (const optimizer of steps) optimizer.step({ learningRate: 0.1, clip: { type: 'norm', max: 0.01 }, l2: 0 });
      }
      const expected = await backend.read(parameterOf(small, '0.weights').value);
      const table = await backend.read(parameterOf(large, '0.weights').value);
      const rows = ids.flatMap((id) => [...table.subarray(id * DIM, (id + 1) * DIM)]);
      expect(rows).toEqual([...expected]);
    }
  });
});
