import type { Backend, Tensor } from '../backends/backend.ts';
import type { Parameter } from '../models/model.ts';

/** A parameter as its model keeps it. */
export interface OwnedParameter extends Parameter {
  /** Sets the gradient to 0 for a step with these batches of token ids. */
  zeroGradient(ids: readonly Int32Array[]): void;
  /** Allocates the gradient, where that does not depend on the ids. */
  planGradient(): void;
  dispose(): void;
}

/** A parameter whose gradient, if it is trainable, has its own shape. */
export function createParameter(
  backend: Backend,
  { name, shape, trainable }: { name: string; shape: readonly number[]; trainable: boolean },
): OwnedParameter {
  const value = backend.tensor(shape);
  let gradient: Tensor | null = null;

  function planGradient(): void {
    if (trainable) gradient ??= backend.tensor(shape);
  }

  return {
    name,
    value,
    trainable,
    gradient: () => gradient,
    rows: () => null,
    planGradient,
    zeroGradient() {
      planGradient();
      if (gradient !== null) backend.fill(gradient, 0);
    },
    dispose() {
      if (gradient !== null) backend.release(gradient);
      backend.release(value);
    },
  };
}
