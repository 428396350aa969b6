import { describe, expect, it } from 'vitest';
import { relativeError } from '../../tools/golden/relative-error.ts';
import { readActivations } from '../../../src-engine/insight/activations.ts';
import { backends, classifier, drawIds, drawModel, gateless, headed, languageModel } from './drawn-models.ts';
import { runPlainNetwork } from './plain-network.ts';

describe.each(backends)('on the %s backend', (_, tolerance, createBackend) => {
  it.each([
    ['a language model', languageModel],
    ['a bidirectional classifier', classifier],
    ['cells without a recurrent kernel', gateless],
    ['cells with heads', headed],
  ])('activations of %s over a text are those of the formulas', async (_name, spec) => {
    const backend = createBackend();
    const { model, values } = drawModel(backend, spec);
    const ids = drawIds(9);
    const expected = new Map<string, number[][]>();
    runPlainNetwork(model, values, [...ids], (loop, variable, t, seen) => {
      const rows = expected.get(`${loop} ${variable}`) ?? [];
      rows[t] = [...seen];
      expected.set(`${loop} ${variable}`, rows);
    });

    const activations = await readActivations(model, ids);
    const named = activations.flatMap(({ loop, units, variables }) =>
      variables.map(({ variable, values: actual }) => ({ name: `${loop} ${variable}`, units, actual })),
    );
    expect(named.map(({ name }) => name).sort()).toEqual([...expected.keys()].sort());
    for (const { name, units, actual } of named) {
      const rows = expected.get(name) ?? [];
      expect(units, name).toBe(rows[0].length);
      // Float32Arrays hold the reference's float64 numbers to 6e-8 only.
      expect(relativeError(actual, rows.flat()), name).toBeLessThanOrEqual(Math.max(tolerance, 1e-7));
    }

    const held = backend.allocatedBytes;
    expect(await readActivations(model, ids), 'the same again').toEqual(activations);
    expect(backend.allocatedBytes, 'memory that was not given back').toBe(held);
  });
});
