import type { Backend, Tensor } from '../backends/backend.ts';

/** A part of a tensor that ops can take. */
export interface Window {
  readonly tensor: Tensor;
  /** Brings what the whole tensor holds to the part. */
  load(): void;
  /** Brings the part to its place in the whole tensor. */
  store(): void;
}

/**
 * A part of `of` that begins `offset` elements into it: a view where the backend can have one there, which needs neither loading nor
 * storing, or a tensor of its own. `allocate` makes that; whoever calls it releases it.
 */
export function planWindow(
  backend: Backend,
  of: Tensor,
  { offset, shape, allocate }: { offset: number; shape: readonly number[]; allocate: Backend['tensor'] },
): Window {
  if (offset % backend.viewAlignment === 0) {
    return { tensor: backend.view(of, offset, shape), load: () => undefined, store: () => undefined };
  }
  const tensor = allocate(shape);
  // Both tensors are viewed as matrices of one row, since columns can be copied from any place.
  const whole = backend.view(of, 0, [1, of.size]);
  const part = backend.view(tensor, 0, [1, tensor.size]);
  const columns = tensor.size;
  return {
    tensor,
    load: () =>
      backend.copyColumns({ from: whole, to: part, fromColumn: offset, toColumn: 0, columns, accumulate: false }),
    store: () =>
      backend.copyColumns({ from: part, to: whole, fromColumn: 0, toColumn: offset, columns, accumulate: false }),
  };
}
