import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { idsOf, parseGoldenFixture } from '../../tools/golden/golden-fixture.ts';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { measureUpdates } from '../../../src-engine/insight/parameter-updates.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import { dense, embedding, simpleRnn } from '../../../src-engine/models/default-layers.ts';
import { createOptimizer } from '../../../src-engine/optimizers/optimizer.ts';
import { backends } from './drawn-models.ts';

const fixture = parseGoldenFixture(JSON.parse(readFileSync('test/golden/lm_lstm.json', 'utf8')));
const sgd = { type: 'sgd', learningRate: 0.1 } as const;

function norm(values: ArrayLike<number>): number {
  return Math.hypot(...Array.from(values));
}

describe.each(backends)('on the %s backend', (_, tolerance, createBackend) => {
  it("gradient norms are PyTorch's, and a step of plain descent changes a parameter by the learning rate times those", async () => {
    const backend = createBackend();
    const model = createModel(backend, fixture.model);
    for (const { name, value } of model.parameters) backend.write(value, fixture.initial.get(name)?.data ?? []);
    const optimizer = createOptimizer(model, sgd);
    const [{ targets, gradients }] = fixture.steps;
    const rows = idsOf(fixture.steps[0]);
    const [batch, steps] = [rows.length, rows[0].length];
    const timeMajor = (of: (b: number, t: number) => number): Int32Array =>
      Int32Array.from({ length: batch * steps }, (_id, n) => of(n % batch, Math.floor(n / batch)));
    const ids = timeMajor((b, t) => rows[b][t]);
    const pass = model.createPass({ batch, steps, training: true });
    model.zeroGradients([ids]);
    pass.setIds(ids, null);
    pass.setTargets(timeMajor((b, t) => targets[b * steps + t]));
    pass.forward({ seed: 0, step: 0 });
    pass.backward(1 / (batch * steps), backend.tensor([3]));

    const held = backend.allocatedBytes;
    const updates = await measureUpdates(model, () => {
      optimizer.step({ learningRate: 0.1, clip: { type: 'none' }, l2: 0 });
    });
    expect(backend.allocatedBytes).toBe(held);
    expect(updates.map(({ name }) => name)).toEqual(model.parameters.map(({ name }) => name));
    for (const { name, gradientNorm, valueNorm, updateNorm, updateRatio } of updates) {
      const expectedGradient = norm(gradients?.get(name)?.data ?? []);
      const expectedValue = norm(fixture.initial.get(name)?.data ?? []);
      const actual = [gradientNorm, valueNorm, updateNorm, updateRatio ?? NaN];
      const expected = [
        expectedGradient,
        expectedValue,
        0.1 * expectedGradient,
        (0.1 * expectedGradient) / expectedValue,
      ];
      actual.forEach((value, n) => {
        // The fixture's numbers are rounded to about ten digits.
        expect(relativeError([value], [expected[n]]), `${name} ${n}`).toBeLessThanOrEqual(Math.max(tolerance, 1e-9));
      });
    }
  });
});

it('of a table with sparse gradients only the rows of the step count, and a value of 0 has no ratio', async () => {
  const backend = createReferenceBackend();
  const rowCount = 600_000;
  const model = createModel(backend, {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: rowCount },
    layers: [embedding(2), simpleRnn(2, { returnSequences: false }), dense(2)],
  });
  model.initialize(1);
  const [table] = model.parameters;
  backend.fill(table.value, 100);
  const touched = [3, 599_999];
  for (const row of touched) backend.write(backend.view(table.value, 2 * row, [2]), [0.3, -0.4]);
  const ids = Int32Array.from(touched);
  model.zeroGradients([ids]);
  const gradient = table.gradient();
  if (gradient === null) throw new Error('The table has no gradient.');
  backend.write(gradient, [1, 2, 2, 4]);
  const updates = await measureUpdates(model, () => {
    const optimizer = createOptimizer(model, sgd);
    optimizer.step({ learningRate: 0.1, clip: { type: 'none' }, l2: 0 });
  });
  const [{ gradientNorm, valueNorm, updateNorm, updateRatio }] = updates;
  expect(gradientNorm).toBeCloseTo(5, 14);
  expect(valueNorm).toBeCloseTo(Math.sqrt(0.5), 14);
  expect(updateNorm).toBeCloseTo(0.5, 14);
  expect(updateRatio).toBeCloseTo(Math.sqrt(0.5), 14);
  expect(updates.find(({ name }) => name === '2.bias')).toMatchObject({ valueNorm: 0, updateRatio: null });
});
