import { OutOfMemoryError } from '../backend.ts';
import type { Tensor } from '../backend.ts';
import type { LinearMemory } from './linear-memory.ts';
import { packedGroups } from './wasm-context.ts';
import type { Kernels, Packed, Packing } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

/** The columns that a strip and a panel keep together. */
interface PackedWidths {
  readonly strips: number;
  readonly panels: number;
}

/** Tensors whose values stay as they are, and those that products have asked for as they want to read them. */
export class FrozenMatrices {
  readonly #packed = new Map<Tensor, Map<Packing, Packed>>();
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #widths: PackedWidths;

  constructor(backend: { memory: LinearMemory; kernels: Kernels; widths: PackedWidths }) {
    this.#memory = backend.memory;
    this.#kernels = backend.kernels;
    this.#widths = backend.widths;
  }

  add(tensor: Tensor): void {
    if (!this.has(tensor)) this.#packed.set(tensor, new Map());
  }

  has(tensor: Tensor): boolean {
    return this.#packed.has(tensor);
  }

  /** Has the meaning of WasmContext.frozen. */
  inPacking(packing: Packing, matrix: Tensor): Packed | null {
    const packings = this.#packed.get(matrix);
    if (packings === undefined) return null;
    const known = packings.get(packing);
    if (known !== undefined) return known;
    try {
      const packed = this.#pack(packing, matrix);
      packings.set(packing, packed);
      return packed;
    } catch (error) {
      if (!(error instanceof OutOfMemoryError)) throw error;
      return null;
    }
  }

  release(tensor: Tensor): void {
    for (const { address } of this.#packed.get(tensor)?.values() ?? []) this.#memory.release(address);
    this.#packed.delete(tensor);
  }

  #pack(packing: Packing, matrix: Tensor): Packed {
    const isTransposed = packing === 'packStripsTransposed' || packing === 'packPanelsTransposed';
    const [depth, columns] = isTransposed ? matrix.shape.toReversed() : matrix.shape;
    const isStrips = packing === 'packStrips' || packing === 'packStripsTransposed';
    const width = isStrips ? this.#widths.strips : this.#widths.panels;
    const groups = packedGroups(depth, columns, width);
    const address = this.#memory.allocate(4 * depth * groups.count * width);
    const source = { matrix: addressOf(matrix), depth, columns };
    if (isStrips) this.#kernels[packing](groups, { ...source, strips: address });
    else this.#kernels[packing](groups, { ...source, panels: address });
    return { address, count: groups.count };
  }
}
