import type { Backend } from '../backends/backend.ts';
import { withTensors } from '../insight/with-tensors.ts';
import type { BoundedActivation } from '../spec/insight-spec.ts';

/** Returns φ(x), and the φ′(x) that back-propagation multiplies by, as the backend computes them. */
export function evaluateActivation(
  backend: Backend,
  activation: BoundedActivation,
  inputs: readonly number[],
): Promise<{ values: number[]; slopes: number[] }> {
  return withTensors(backend, async (tensor) => {
    const [x, out, dOut, dX] = Array.from({ length: 4 }, () => tensor([inputs.length]));
    backend.write(x, Float32Array.from(inputs));
    backend.fill(dOut, 1);
    backend.activationForward({ activation, x, out });
    backend.activationBackward({ activation, x, out, dOut, dX });
    const [values, slopes] = await Promise.all([backend.read(out), backend.read(dX)]);
    return { values: Array.from(values), slopes: Array.from(slopes) };
  });
}
