import type { Tensor } from '../backends/backend.ts';
import { withTensors } from '../insight/with-tensors.ts';
import type { Model, Pass } from '../models/model.ts';

/**
 * Large for a difference: the loss is told in single precision, whose rounding such a step outweighs, and the formula
 * of four points is wrong by its fourth power only.
 */
const STEP = 0.03;
/** The weights of the loss at −2, −1, 1 and 2 steps. */
const STENCIL = [
  [-2, 1 / 12],
  [-1, -2 / 3],
  [1, 2 / 3],
  [2, -1 / 12],
] as const;

/**
 * Compares the engine's gradients of the summed loss with finite differences, each parameter moved by itself: max|a − b|
 * / max|b| over all parameters. Takes a training pass with its input and targets. Throws OutOfMemoryError.
 */
export async function finiteDifferenceError(model: Model, pass: Pass): Promise<number> {
  const { backend } = model;
  return withTensors(backend, async (tensor) => {
    const metrics = tensor([3]);
    model.zeroGradients([]);
    pass.forward({ seed: 0, step: 0 });
    pass.backward(1, metrics);
    let [error, largest] = [0, 0];
    for (const parameter of model.parameters) {
      const gradient = parameter.gradient();
      if (gradient === null) continue;
      const analytic = await backend.read(gradient);
      const numeric = await differences(model, pass, { value: parameter.value, metrics });
      analytic.forEach((slope, n) => {
        error = Math.max(error, Math.abs(slope - numeric[n]));
        largest = Math.max(largest, Math.abs(numeric[n]));
      });
    }
    return error / largest;
  });
}

async function differences(model: Model, pass: Pass, { value, metrics }: Record<'value' | 'metrics', Tensor>) {
  const { backend } = model;
  const values = await backend.read(value);
  const slopes: number[] = [];
  for (let n = 0; n < values.length; n++) {
    let slope = 0;
    for (const [steps, weight] of STENCIL) {
      const moved = values.slice();
      moved[n] += steps * STEP;
      backend.write(value, moved);
      backend.fill(metrics, 0);
      pass.forward({ seed: 0, step: 0 });
      pass.evaluate(metrics);
      slope += (weight * (await backend.read(metrics))[0]) / STEP;
    }
    slopes.push(slope);
  }
  backend.write(value, values);
  return slopes;
}
