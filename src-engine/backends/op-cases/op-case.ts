import type { Backend, Tensor, TensorType } from '../backend.ts';

/** The methods of a backend that compute; the rest manages memory. */
export type BackendOp = Exclude<
  keyof Backend,
  | 'name'
  | 'floatBits'
  | 'isQueued'
  | 'viewAlignment'
  | 'failure'
  | 'threads'
  | 'allocatedBytes'
  | 'tensor'
  | 'view'
  | 'release'
  | 'dispose'
  | 'write'
  | 'read'
>;

/** One call, or one forward and backward pair, on given numbers. A name draws the same numbers always. */
export interface OpCase {
  readonly name: string;
  readonly ops: readonly BackendOp[];
  /** Every tensor that takes part, with its contents before the call: outputs too, holding what must be overwritten or added to. */
  tensors(): Record<string, CaseTensor>;
  forward(backend: Backend, tensors: Record<string, Tensor>): void;
  backward: ((backend: Backend, tensors: Record<string, Tensor>) => void) | null;
  /** Names of the tensors whose contents after the call are specified. */
  readonly outputs: readonly string[];
  /** About how many products the longest sum has; float32 rounding grows with its root. */
  readonly terms: number;
  readonly differentiation: Differentiation | null;
  /** Left out by a case that is there for its results alone. */
  readonly work?: Work;
}

/**
 * The work that a case cannot do without forward and backward: multiply-adds of its matrix products, or, where it has none, the elements
 * that it reads and writes.
 */
export interface Work {
  readonly unit: 'multiply-adds' | 'elements';
  readonly forward: number;
  /** 0 where nothing is left to do backward. */
  readonly backward: number;
}

export function products(forward: number, backward = 0): Work {
  return { unit: 'multiply-adds', forward, backward };
}

export function elements(forward: number, backward = 0): Work {
  return { unit: 'elements', forward, backward };
}

/** Values are float32 numbers, so that every backend is given exactly the same. */
export interface CaseTensor {
  shape: readonly number[];
  type: TensorType;
  values: readonly number[];
}

/** The scalar whose gradients are taken: L = Σ over `loss` of Σ_n output[from + n] · weights[n], after the forward call alone. */
export interface Differentiation {
  loss: readonly { output: string; from: number; weights: string }[];
  /** ∂L/∂input[from + n] is gradient[n] after the backward call, less what `gradient` held before where it is accumulated. */
  gradients: readonly { input: string; from: number; gradient: string; accumulated: boolean }[];
}

/** The placement of a case's tensors: each by itself, or as windows at odd places inside larger ones, where stray writes are found. */
export type Placement = 'own' | 'window';

/** Returns a case that is compared between backends alone: finite differences of it would take long, and say what those of small ones say. */
export function withoutDifferences(opCase: OpCase): OpCase {
  return { ...opCase, differentiation: null };
}

/** Returns a case of a size that trainings have, so that its speed tells something. */
export function everyday(opCase: OpCase, work: Work): OpCase {
  return { ...withoutDifferences(opCase), work };
}

const GUARD_BEFORE = 5;
const GUARD_AFTER = 7;
const GUARD_VALUE = 12345;

/**
 * The outputs of a case on a backend, by name. With placement `window` throws if anything beside a tensor was written to.
 * The memory is given back.
 */
export async function runCase(
  opCase: OpCase,
  backend: Backend,
  placement: Placement = 'own',
): Promise<Record<string, number[]>> {
  const allocations: Record<string, Tensor> = {};
  const tensors: Record<string, Tensor> = {};
  for (const [name, { shape, type, values }] of Object.entries(opCase.tensors())) {
    if (placement === 'own') {
      allocations[name] = tensors[name] = backend.tensor(shape, type);
    } else {
      allocations[name] = backend.tensor([GUARD_BEFORE + values.length + GUARD_AFTER], type);
      backend.fill(allocations[name], GUARD_VALUE);
      tensors[name] = backend.view(allocations[name], GUARD_BEFORE, shape);
    }
    backend.write(tensors[name], values);
  }

  opCase.forward(backend, tensors);
  opCase.backward?.(backend, tensors);

  const outputs: Record<string, number[]> = {};
  for (const name of opCase.outputs) outputs[name] = [...(await backend.read(tensors[name]))];
  for (const [name, allocation] of Object.entries(allocations)) {
    if (placement === 'window') requireIntactGuards(name, await backend.read(allocation));
    backend.release(allocation);
  }
  return outputs;
}

function requireIntactGuards(name: string, values: ArrayLike<number>): void {
  for (let n = 0; n < values.length; n++) {
    const inGuard = n < GUARD_BEFORE || n >= values.length - GUARD_AFTER;
    if (inGuard && values[n] !== GUARD_VALUE)
      throw new Error(`Element ${n - GUARD_BEFORE} of "${name}" was written to.`);
  }
}

/** max|a − b| / max|b|, the measure of all comparisons; max|a| where b is all zeros. NaN on either side is infinitely wrong. */
export function relativeError(a: readonly number[], b: readonly number[]): number {
  let difference = 0;
  let largest = 0;
  for (let n = 0; n < b.length; n++) {
    if (a.length !== b.length || Number.isNaN(a[n]) || Number.isNaN(b[n])) return Infinity;
    if (a[n] !== b[n]) difference = Math.max(difference, Math.abs(a[n] - b[n]));
    largest = Math.max(largest, Math.abs(b[n]));
  }
  return difference / (largest || 1);
}
