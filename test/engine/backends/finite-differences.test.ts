import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src-engine/backends/backend.ts';
import { opCases, relativeError, runCase } from '../../../src-engine/backends/op-cases.ts';
import type { CaseTensor, Differentiation, OpCase } from '../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';

const STEP = 1e-5;

type Values = Record<string, CaseTensor>;

/** The loss of the case's forward call, as a function of its tensors' contents. */
function lossFunction(opCase: OpCase, { loss }: Differentiation, initial: Values): (values: Values) => Promise<number> {
  const backend = createReferenceBackend();
  const tensors: Record<string, Tensor> = {};
  for (const [name, { shape, type }] of Object.entries(initial)) tensors[name] = backend.tensor(shape, type);

  return async (values) => {
    for (const [name, tensor] of Object.entries(tensors)) backend.write(tensor, values[name].values);
    opCase.forward(backend, tensors);
    let sum = 0;
    for (const { output, from, weights } of loss) {
      const out = await backend.read(tensors[output]);
      initial[weights].values.forEach((weight, n) => (sum += weight * out[from + n]));
    }
    return sum;
  };
}

/** How many elements of each tensor are checked, at even distances: all of small ones, fewer the more work a case is. */
function checkedElements(values: Values): number {
  const total = Object.values(values).reduce((sum, tensor) => sum + tensor.values.length, 0);
  return Math.max(8, Math.min(60, Math.floor(100_000 / total)));
}

async function centralDifference(
  loss: (values: Values) => Promise<number>,
  initial: Values,
  input: string,
  index: number,
): Promise<number> {
  const moved = async (step: number): Promise<number> => {
    const values = initial[input].values.map((value, n) => (n === index ? value + step : value));
    return loss({ ...initial, [input]: { ...initial[input], values } });
  };
  return ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
}

const cases = opCases.flatMap((opCase): [string, OpCase, Differentiation][] => {
  const { name, differentiation } = opCase;
  return differentiation === null ? [] : [[name, opCase, differentiation]];
});

describe('gradients agree with central differences', () => {
  it.each(cases)('%s', async (_, opCase, differentiation) => {
    const initial = opCase.tensors();
    const outputs = await runCase(opCase, createReferenceBackend());
    const loss = lossFunction(opCase, differentiation, initial);

    for (const { input, from, gradient, accumulated } of differentiation.gradients) {
      const before = initial[gradient].values;
      const analytic = outputs[gradient].map((value, n) => (accumulated ? value - before[n] : value));
      const stride = Math.ceil(analytic.length / checkedElements(initial));
      const checked: number[] = [];
      const numeric: number[] = [];
      for (let n = 0; n < analytic.length; n += stride) {
        checked.push(analytic[n]);
        numeric.push(await centralDifference(loss, initial, input, from + n));
      }
      expect(relativeError(checked, numeric), `relative error of ∂L/∂${input}`).toBeLessThanOrEqual(1e-6);
    }
  });
});
