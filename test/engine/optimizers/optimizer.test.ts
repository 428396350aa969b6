import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { attentionPooling, dense, lstm } from '../../../src-engine/models/default-layers.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import type { StepOptions } from '../../../src-engine/optimizers/optimizer.ts';
import type { OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';

const sgd: OptimizerSpec = { type: 'sgd', learningRate: 0.1 };
const adam = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const plain: StepOptions = { learningRate: 0.1, clip: { type: 'none' }, l2: 0 };

type Values = Record<string, number[]>;

/** A small language model with drawn parameters and the gradients of one batch. */
function create(): Model {
  const model = createModel(createReferenceBackend(), {
    task: 'language-model',
    input: { kind: 'tokens', vocabularySize: 4 },
    layers: [{ type: 'embedding', dim: 2, trainable: true, initializer: 'xavier_uniform' }, lstm(3), dense(4)],
  });
  model.initialize(9);
  accumulate(model, 0);
  return model;
}

function accumulate(model: Model, step: number): void {
  const ids = Int32Array.of(step % 4, 1, 2, 3);
  const pass = model.createPass({ batch: 2, steps: 2, training: true });
  model.zeroGradients([ids]);
  pass.setIds(ids, null);
  pass.setTargets(Int32Array.of(1, 2, 3, (step + 1) % 4));
  pass.forward({ seed: 0, step });
  pass.backward(1, model.backend.tensor([3]));
  pass.dispose();
}

async function read(model: Model, what: 'value' | 'gradient'): Promise<Values> {
  const values: Values = {};
  for (const { name, value, gradient } of model.parameters) {
    values[name] = [...(await model.backend.read(what === 'value' ? value : (gradient() ?? value)))];
  }
  return values;
}

/** How far each parameter moved, divided by −0.1: for gradient descent at that rate, the gradient that was applied. */
async function appliedGradients(
  options: Partial<StepOptions>,
): Promise<{ norm: number; before: Values; raw: Values; applied: Values }> {
  const model = create();
  const [before, raw] = [await read(model, 'value'), await read(model, 'gradient')];
  const optimizer = createOptimizer(model, sgd);
  optimizer.step({ ...plain, ...options });
  const after = await read(model, 'value');
  const applied = mapped(before, (value, name, n) => (value - after[name][n]) / 0.1);
  const [norm] = await model.backend.read(optimizer.gradientNorm);
  return { norm, before, raw, applied };
}

function mapped(values: Values, transform: (value: number, name: string, n: number) => number): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, all]) => [name, all.map((value, n) => transform(value, name, n))]),
  );
}

function expectClose(actual: Values, expected: Values): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    values.forEach((value, n) => expect(actual[name][n], `${name}[${n}]`).toBeCloseTo(value, 12));
  }
}

function normOf(values: Values): number {
  return Math.hypot(...Object.values(values).flat());
}

describe('a step', () => {
  it('applies the gradients as they are and measures their norm', async () => {
    const { norm, raw, applied } = await appliedGradients({});
    expectClose(applied, raw);
    expect(norm).toBeCloseTo(normOf(raw), 12);
  });

  it('scales all gradients together when their norm exceeds the limit, and reports the norm before', async () => {
    const { norm, raw, applied } = await appliedGradients({ clip: { type: 'norm', max: 0.25 } });
    expect(norm).toBeGreaterThan(0.25);
    expect(norm).toBeCloseTo(normOf(raw), 12);
    expect(normOf(applied)).toBeCloseTo(0.25, 12);
    expectClose(
      applied,
      mapped(raw, (value) => (value * 0.25) / norm),
    );
    expectClose((await appliedGradients({ clip: { type: 'norm', max: norm + 1 } })).applied, raw);
  });

  it('cuts each element off at the limit', async () => {
    const { raw, applied } = await appliedGradients({ clip: { type: 'value', max: 0.05 } });
    expect(Math.max(...Object.values(raw).flat())).toBeGreaterThan(0.05);
    expectClose(
      applied,
      mapped(raw, (value) => Math.max(-0.05, Math.min(0.05, value))),
    );
  });

  it('adds λw to kernels and recurrent kernels alone, before it clips', async () => {
    const { norm, before, raw, applied } = await appliedGradients({ l2: 0.3 });
    const decayed = ['1.kernel', '1.recurrent', '2.kernel'];
    const expected = mapped(raw, (value, name, n) => value + (decayed.includes(name) ? 0.3 * before[name][n] : 0));
    expectClose(applied, expected);
    expect(norm).toBeCloseTo(normOf(expected), 12);
    const clipped = await appliedGradients({ l2: 0.3, clip: { type: 'norm', max: 0.25 } });
    expect(normOf(clipped.applied)).toBeCloseTo(0.25, 12);
  });

  it('without gradients is refused', () => {
    const model = createModel(createReferenceBackend(), create().spec);
    expect(() => createOptimizer(model, sgd).step(plain)).toThrow('An optimizer step needs gradients');
  });
});

describe('the decay of AdamW', () => {
  /** How much closer to 0 each parameter comes by decay, as a share of itself; 0 where nothing decays. */
  async function decay(decayBiases: boolean | undefined): Promise<Record<string, number>> {
    const adamw = { ...adam, type: 'adamw', weightDecay: 0.5, decayBiases } as const;
    const [without, decayed] = await Promise.all(
      [{ ...adamw, weightDecay: 0 }, adamw].map(async (spec) => {
        const model = create();
        for (const { value } of model.parameters) model.backend.fill(value, 1);
        createOptimizer(model, spec).step(plain);
        return read(model, 'value');
      }),
    );
    return Object.fromEntries(Object.entries(without).map(([name, values]) => [name, values[0] - decayed[name][0]]));
  }
  const weights = ['0.weights', '1.kernel', '1.recurrent', '2.kernel'];
  const biases = ['1.bias', '2.bias'];

  it('leaves gains and shifts of a normalisation alone, and takes the context of attention', async () => {
    const model = createModel(createReferenceBackend(), {
      task: 'classification',
      input: { kind: 'features', size: 2 },
      layers: [lstm(3), { type: 'layer_norm', epsilon: 1e-5 }, attentionPooling(2), dense(2)],
    });
    for (const { value } of model.parameters) model.backend.fill(value, 1);
    model.zeroGradients([]);
    createOptimizer(model, { ...adam, type: 'adamw', weightDecay: 0.5, decayBiases: false }).step(plain);
    const names = Object.entries(await read(model, 'value')).flatMap(([name, [value]]) => (value < 1 ? [name] : []));
    expect(names).toEqual(['0.kernel', '0.recurrent', '2.kernel', '2.context', '3.kernel']);
  });

  it('leaves biases alone, that of a forget gate included', async () => {
    const decayed = await decay(false);
    for (const name of weights) expect(decayed[name], name).toBeCloseTo(0.1 * 0.5, 10);
    for (const name of biases) expect(decayed[name], name).toBe(0);
  });

  it('takes biases too where it is told to, and in runs that were stored before there was a choice', async () => {
    const decayed = await decay(true);
    for (const name of [...weights, ...biases]) expect(decayed[name], name).toBeCloseTo(0.1 * 0.5, 10);
    expect(await decay(undefined)).toEqual(decayed);
  });
});

describe('slots', () => {
  it('are named after their parameters, in the order of the update rule', () => {
    const names = createOptimizer(create(), adam).slots.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual([
      'optimizer/0.weights/0',
      'optimizer/0.weights/1',
      'optimizer/1.kernel/0',
      'optimizer/1.kernel/1',
    ]);
    expect(names).toHaveLength(12);
    expect(createOptimizer(create(), sgd).slots).toEqual([]);
  });

  it('with the step count are all that an optimizer needs to go on bit for bit', async () => {
    const whole = create();
    const optimizer = createOptimizer(whole, adam);
    for (let step = 0; step < 3; step++) {
      accumulate(whole, step);
      optimizer.step(plain);
    }
    const stopped = create();
    stopped.parameters.forEach(({ value }, n) => stopped.backend.copy(whole.parameters[n].value, value));
    const resumed = createOptimizer(stopped, adam);
    resumed.slots.forEach(({ value }, n) => stopped.backend.copy(optimizer.slots[n].value, value));
    resumed.stepCount = optimizer.stepCount;
    for (const [model, each] of [
      [whole, optimizer],
      [stopped, resumed],
    ] as const) {
      accumulate(model, 3);
      each.step(plain);
    }
    expect(await read(stopped, 'value')).toEqual(await read(whole, 'value'));
    expect(resumed.stepCount).toBe(4);
  });

  it('are given back', () => {
    const model = create();
    const held = model.backend.allocatedBytes;
    const optimizer = createOptimizer(model, adam);
    optimizer.dispose();
    expect(model.backend.allocatedBytes).toBe(held);
  });
});
