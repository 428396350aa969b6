import { describe, expect, it } from 'vitest';
import type { Backend, Tensor, UpdateRule } from '../../../../src-engine/backends/backend.ts';
import { relativeError } from '../../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import golden from '../../../golden/optimizers.json' with { type: 'json' };

const adam = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

/** The settings of test/golden/make-optimizers.py. */
const RULES: { name: keyof typeof golden.parameters; slots: number; rule: (step: number) => UpdateRule }[] = [
  { name: 'sgd', slots: 0, rule: () => ({ type: 'sgd', learningRate: 0.1 }) },
  { name: 'momentum', slots: 1, rule: () => ({ type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false }) },
  { name: 'nesterov', slots: 1, rule: () => ({ type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true }) },
  { name: 'rmsprop', slots: 1, rule: () => ({ type: 'rmsprop', learningRate: 0.01, decay: 0.95, epsilon: 1e-8 }) },
  { name: 'adagrad', slots: 1, rule: () => ({ type: 'adagrad', learningRate: 0.1, epsilon: 1e-10 }) },
  { name: 'adam', slots: 2, rule: (step) => ({ ...adam, step }) },
  { name: 'adamw', slots: 2, rule: (step) => ({ ...adam, weightDecay: 0.1, step }) },
];

function tensorOf(backend: Backend, shape: readonly number[], values: readonly number[]): Tensor {
  const tensor = backend.tensor(shape);
  backend.write(tensor, values);
  return tensor;
}

describe('optimizerUpdate', () => {
  it.each(RULES)('takes the steps that PyTorch takes: $name', async ({ name, slots: count, rule }) => {
    const backend = createReferenceBackend();
    const parameter = tensorOf(backend, [7], golden.initial);
    const slots = Array.from({ length: count }, () => backend.tensor([7]));
    for (const [index, values] of golden.gradients.entries()) {
      const gradient = tensorOf(backend, [7], values);
      backend.optimizerUpdate({ rule: rule(index + 1), parameter, gradient, slots, rows: null });
      const actual = [...(await backend.read(parameter))];
      expect(relativeError(actual, golden.parameters[name][index])).toBeLessThan(1e-14);
    }
  });

  it.each(RULES)('with rows, steps those rows as alone and leaves the rest: $name', async ({ slots: count, rule }) => {
    const backend = createReferenceBackend();
    const dense = tensorOf(backend, [7], golden.initial);
    const denseSlots = Array.from({ length: count }, () => backend.tensor([7]));
    // Row 2 of three holds the same numbers; rows 0 and 1 are not touched.
    const sparse = tensorOf(backend, [3, 7], [...golden.initial, ...golden.initial, ...golden.initial]);
    const sparseSlots = Array.from({ length: count }, () => backend.tensor([3, 7]));
    const rows = backend.tensor([1], 'int32');
    backend.write(rows, [2]);
    for (const [index, values] of golden.gradients.entries()) {
      const gradient = tensorOf(backend, [1, 7], values);
      const step = { rule: rule(index + 1), gradient };
      backend.optimizerUpdate({ ...step, parameter: dense, slots: denseSlots, rows: null });
      backend.optimizerUpdate({ ...step, parameter: sparse, slots: sparseSlots, rows });
    }
    const expected = [...golden.initial, ...golden.initial, ...(await backend.read(dense))];
    expect([...(await backend.read(sparse))]).toEqual(expected);
  });
});

describe('clipping', () => {
  /** ‖(3, 4)‖ and ‖(12)‖ together are 13. */
  function gradients(backend: Backend): { first: Tensor; second: Tensor; norm: Tensor } {
    return {
      first: tensorOf(backend, [2], [3, -4]),
      second: tensorOf(backend, [1], [12]),
      norm: backend.tensor([1]),
    };
  }

  it.each([
    { max: 6.5, first: [1.5, -2], second: [6] },
    { max: 13, first: [3, -4], second: [12] },
    { max: 100, first: [3, -4], second: [12] },
  ])('by norm scales all gradients together when their norm 13 is above $max', async ({ max, first, second }) => {
    const backend = createReferenceBackend();
    const given = gradients(backend);
    backend.globalNorm({ tensors: [given.first, given.second], out: given.norm });
    expect([...(await backend.read(given.norm))]).toEqual([13]);
    backend.clipByNorm({ gradients: [given.first, given.second], norm: given.norm, max });
    expect([...(await backend.read(given.first))]).toEqual(first);
    expect([...(await backend.read(given.second))]).toEqual(second);
  });

  it('by value limits each element on either side', async () => {
    const backend = createReferenceBackend();
    const { first, second } = gradients(backend);
    backend.clipByValue({ gradients: [first, second], max: 3.5 });
    expect([...(await backend.read(first))]).toEqual([3, -3.5]);
    expect([...(await backend.read(second))]).toEqual([3.5]);
  });
});
