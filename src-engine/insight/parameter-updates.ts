import type { Tensor } from '../backends/backend.ts';
import type { Model } from '../models/model.ts';
import type { ParameterUpdate } from '../spec/insight-spec.ts';
import { withTensors } from './with-tensors.ts';

/**
 * Runs `step`, which is to change the parameters by the gradients that they have now, and compares before and after. Holds a copy of
 * the trainable parameters meanwhile; throws OutOfMemoryError, before the step, where that does not fit.
 */
export function measureUpdates(model: Model, step: () => void): Promise<ParameterUpdate[]> {
  const { backend } = model;
  return withTensors(backend, async (tensor) => {
    const watched = model.parameters.flatMap((parameter) => {
      const gradient = parameter.gradient();
      if (gradient === null) return [];
      const rows = parameter.rows();
      const { name, value } = parameter;
      const before = tensor(gradient.shape);
      return [{ name, value, gradient, rows, before, after: rows === null ? value : tensor(gradient.shape) }];
    });
    const norms = tensor([watched.length, 3]);
    const norm = tensor([1]);
    const all = backend.view(norms, 0, [1, norms.size]);
    function writeNorm(n: number, column: number, of: Tensor): void {
      backend.globalNorm({ tensors: [of], out: norm });
      const place = { fromColumn: 0, toColumn: 3 * n + column, columns: 1, accumulate: false };
      backend.copyColumns({ ...place, from: norm, to: all });
    }

    watched.forEach(({ value, rows, gradient, before }, n) => {
      if (rows === null) backend.copy(value, before);
      else backend.linearForward({ ids: rows, kernel: value, bias: null, out: before });
      writeNorm(n, 0, gradient);
      writeNorm(n, 1, before);
    });
    step();
    watched.forEach(({ value, rows, before, after }, n) => {
      if (rows !== null) backend.linearForward({ ids: rows, kernel: value, bias: null, out: after });
      backend.addScaled({ alpha: -1, x: after, y: before });
      writeNorm(n, 2, before);
    });

    const values = await backend.read(norms);
    return watched.map(({ name }, n) => {
      const [gradientNorm, valueNorm, updateNorm] = values.subarray(3 * n);
      const updateRatio = valueNorm === 0 ? null : updateNorm / valueNorm;
      return { name, gradientNorm, valueNorm, updateNorm, updateRatio };
    });
  });
}
