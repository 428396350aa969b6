import type { Backend, Tensor, TensorType } from '../backends/backend.ts';
import type { PassPlan } from '../layers/layer.ts';
import type { PassShape, RecurrentLoop } from './model.ts';

/** The plan of one pass: owns all of its tensors and knows the present batch's ids and lengths. */
export interface OwnedPassPlan extends PassPlan {
  readonly loops: readonly RecurrentLoop[];
  /** The content of `lengths`. */
  readonly sequenceLengths: Int32Array | null;
  setIds(ids: Int32Array): void;
  setLengths(lengths: Int32Array | null): void;
  setResets(resets: Int32Array | null): void;
  dispose(): void;
}

export function createPassPlan(
  backend: Backend,
  { batch, steps, training, observed = false, inputGradient = false }: PassShape,
): OwnedPassPlan {
  const owned: Tensor[] = [];
  const shared = new Map<string, Tensor>();
  const loops: RecurrentLoop[] = [];
  const keepsGates = training || observed;
  let ids = new Int32Array();
  let lengths: Tensor | null = null;
  let sequenceLengths: Int32Array | null = null;
  let resets: Tensor | null = null;
  let hasResets = false;

  function tensor(shape: readonly number[], type?: TensorType): Tensor {
    const created = backend.tensor(shape, type);
    owned.push(created);
    return created;
  }

  /** Holds one tensor a purpose for values that nobody looks at later; a later layer that needs more room gets a larger one. */
  function workspace(purpose: string, shape: readonly number[]): Tensor {
    if (keepsGates) return tensor(shape);
    const present = shared.get(purpose);
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (present !== undefined && present.size >= size) return backend.view(present, 0, shape);
    const larger = tensor(shape);
    shared.set(purpose, larger);
    return larger;
  }

  return {
    backend,
    batch,
    steps,
    training,
    keepsGates,
    inputGradient,
    dropsOut: training && !observed,
    loops,
    get ids() {
      return ids;
    },
    get lengths() {
      return sequenceLengths === null ? null : lengths;
    },
    get resets() {
      return hasResets ? resets : null;
    },
    get sequenceLengths() {
      return sequenceLengths;
    },
    tensor,
    workspace,
    addLoop(loop) {
      loops.push(loop);
    },
    setIds(values) {
      ids = values.slice();
    },
    setLengths(values) {
      sequenceLengths = values === null ? null : Int32Array.from(values);
      if (values === null) return;
      lengths ??= tensor([batch], 'int32');
      backend.write(lengths, values);
    },
    setResets(values) {
      hasResets = values !== null;
      if (values === null) return;
      resets ??= tensor([steps, batch], 'int32');
      backend.write(resets, values);
    },
    dispose() {
      for (const each of owned.splice(0)) backend.release(each);
    },
  };
}
