import type { Tensor } from '../backends/backend.ts';
import type { Model, Parameter } from '../models/model.ts';
import type { ParameterUpdate } from '../spec/insight-spec.ts';
import { withTensors } from './with-tensors.ts';

/** The change of one parameter in a step. */
export interface ParameterChange {
  parameter: Parameter;
  /** The rows that the step touched, as int32 of shape (U); null means all. */
  rows: Tensor | null;
  /** The value before minus the value after, shaped like the gradient. */
  back: Tensor;
}

/**
 * Runs `step`, which changes the parameters by their present gradients, and compares the values before and after. It
 * holds a copy of the trainable parameters meanwhile, and throws OutOfMemoryError before the step if the copy does not
 * fit. `onMoved` looks at the changes before they are released, and may overwrite the gradients.
 */
export function measureUpdates(
  model: Model,
  step: () => void,
  onMoved: (changes: readonly ParameterChange[]) => Promise<void> = () => Promise.resolve(),
): Promise<ParameterUpdate[]> {
  const { backend } = model;
  return withTensors(backend, async (tensor) => {
    const watched = model.parameters.flatMap((parameter) => {
      const gradient = parameter.gradient();
      if (gradient === null) return [];
      const rows = parameter.rows();
      const { value } = parameter;
      const back = tensor(gradient.shape);
      return [{ parameter, value, gradient, rows, back, after: rows === null ? value : tensor(gradient.shape) }];
    });
    const norms = tensor([watched.length, 3]);
    const norm = tensor([1]);
    const all = backend.view(norms, 0, [1, norms.size]);
    function writeNorm(n: number, column: number, of: Tensor): void {
      backend.globalNorm({ tensors: [of], out: norm });
      const place = { fromColumn: 0, toColumn: 3 * n + column, columns: 1, accumulate: false };
      backend.copyColumns({ ...place, from: norm, to: all });
    }

    watched.forEach(({ value, rows, gradient, back }, n) => {
      if (rows === null) backend.copy(value, back);
      else backend.linearForward({ ids: rows, kernel: value, bias: null, out: back });
      writeNorm(n, 0, gradient);
      writeNorm(n, 1, back);
    });
    step();
    watched.forEach(({ value, rows, back, after }, n) => {
      if (rows !== null) backend.linearForward({ ids: rows, kernel: value, bias: null, out: after });
      backend.addScaled({ alpha: -1, x: after, y: back });
      writeNorm(n, 2, back);
    });
    await onMoved(watched);

    const values = await backend.read(norms);
    return watched.map(({ parameter: { name } }, n) => {
      const [gradientNorm, valueNorm, updateNorm] = values.subarray(3 * n);
      const updateRatio = valueNorm === 0 ? null : updateNorm / valueNorm;
      return { name, gradientNorm, valueNorm, updateNorm, updateRatio };
    });
  });
}
