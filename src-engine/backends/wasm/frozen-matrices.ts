import { OutOfMemoryError } from '../backend.ts';
import type { Tensor } from '../backend.ts';
import type { LinearMemory } from './linear-memory.ts';
import type { Strips, WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

/** Tensors whose values stay as they are, and the strips of those that a product of one row has asked for. */
export class FrozenMatrices {
  /** null: not asked for yet. */
  readonly #strips = new Map<Tensor, Strips | null>();
  readonly #memory: LinearMemory;
  readonly #compute: WasmContext['compute'];
  readonly #stripColumns: number;

  constructor(backend: { memory: LinearMemory; compute: WasmContext['compute']; stripColumns: number }) {
    this.#memory = backend.memory;
    this.#compute = backend.compute;
    this.#stripColumns = backend.stripColumns;
  }

  add(tensor: Tensor): void {
    if (!this.has(tensor)) this.#strips.set(tensor, null);
  }

  has(tensor: Tensor): boolean {
    return this.#strips.has(tensor);
  }

  /** As WasmContext.frozenStrips. */
  stripsOf(matrix: Tensor): Strips | null {
    const known = this.#strips.get(matrix);
    if (known !== null) return known ?? null;
    try {
      const strips = this.#pack(matrix);
      this.#strips.set(matrix, strips);
      return strips;
    } catch (error) {
      if (!(error instanceof OutOfMemoryError)) throw error;
      return null;
    }
  }

  release(tensor: Tensor): void {
    const strips = this.#strips.get(tensor) ?? null;
    if (strips !== null) this.#memory.release(strips.address);
    this.#strips.delete(tensor);
  }

  #pack(matrix: Tensor): Strips {
    const [depth, columns] = matrix.shape;
    const count = Math.ceil(columns / this.#stripColumns);
    const address = this.#memory.allocate(4 * depth * count * this.#stripColumns);
    const extent = { count, granule: 1, vectors: (depth * columns) / 2 };
    this.#compute('packStrips', extent, addressOf(matrix), depth, columns, address);
    return { address, count };
  }
}
