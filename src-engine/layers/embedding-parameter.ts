import type { Backend, Tensor } from '../backends/backend.ts';
import { createParameter } from './parameter.ts';
import type { OwnedParameter } from './parameter.ts';

/** The table (V, D) of an embedding. */
export interface EmbeddingParameter extends OwnedParameter {
  /** True when the gradient holds only the rows of the step's tokens. */
  readonly sparse: boolean;
  /** For each token id its row in a sparse gradient; −1 for padding (−1). Ids that the step was not told about throw. */
  gradientRows(ids: Int32Array): Int32Array;
}

/**
 * Tables of more elements than this get sparse gradients. With Adam or momentum a sparse step differs from a dense one (rows that
 * no token names keep still instead of drifting on), so small tables, where a dense step costs nothing, are stepped densely as
 * everywhere else; large ones could not be trained otherwise.
 */
const LARGEST_DENSE_TABLE = 2 ** 20;

export function hasSparseGradient(shape: readonly number[]): boolean {
  return shape[0] * shape[1] > LARGEST_DENSE_TABLE;
}

export function createEmbeddingParameter(
  backend: Backend,
  spec: { name: string; shape: readonly number[]; trainable: boolean; sparse: boolean },
): EmbeddingParameter {
  if (spec.sparse) return createSparseParameter(backend, spec);
  return { ...createParameter(backend, spec), sparse: false, gradientRows: (ids) => ids };
}

function createSparseParameter(
  backend: Backend,
  { name, shape }: { name: string; shape: readonly number[] },
): EmbeddingParameter {
  const [rowCount, dim] = shape;
  const value = backend.tensor(shape);
  let capacity = 0;
  let storage: { gradient: Tensor; rows: Tensor } | null = null;
  let step: { unique: Int32Array; gradient: Tensor; rows: Tensor } | null = null;

  function release(): void {
    if (storage === null) return;
    backend.release(storage.gradient);
    backend.release(storage.rows);
  }

  /** Room for `count` rows; grows by doubling, since every step names another number of rows. */
  function reserve(count: number): { gradient: Tensor; rows: Tensor } {
    if (storage === null || count > capacity) {
      release();
      capacity = Math.min(rowCount, Math.max(count, 2 * capacity));
      storage = { gradient: backend.tensor([capacity, dim]), rows: backend.tensor([capacity], 'int32') };
    }
    return storage;
  }

  return {
    name,
    value,
    trainable: true,
    sparse: true,
    gradient: () => step?.gradient ?? null,
    rows: () => step?.rows ?? null,
    planGradient: () => undefined,
    zeroGradient(ids) {
      const unique = uniqueIds(ids);
      const { gradient, rows } = reserve(unique.length);
      step = {
        unique,
        gradient: backend.view(gradient, 0, [unique.length, dim]),
        rows: backend.view(rows, 0, [unique.length]),
      };
      backend.write(step.rows, unique);
      backend.fill(step.gradient, 0);
    },
    gradientRows(ids) {
      const unique = step?.unique ?? new Int32Array();
      return ids.map((id) => (id < 0 ? -1 : positionOf(id, unique)));
    },
    dispose() {
      release();
      backend.release(value);
    },
  };
}

/** The ids that occur, ascending, padding left out. */
function uniqueIds(batches: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(batches.reduce((sum, ids) => sum + ids.length, 0));
  let filled = 0;
  for (const ids of batches) {
    all.set(ids, filled);
    filled += ids.length;
  }
  return all.sort().filter((id, n) => id >= 0 && (n === 0 || id !== all[n - 1]));
}

/** Binary search. */
function positionOf(id: number, sorted: Int32Array): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < id) low = middle + 1;
    else high = middle;
  }
  if (sorted[low] !== id) throw new Error(`The token id ${id} was not announced to zeroGradients.`);
  return low;
}
