import type { WeightPrecision } from '../../spec/generation-spec.ts';
import { OutOfMemoryError } from '../backend.ts';
import type { Tensor } from '../backend.ts';
import { roundToBfloat16 } from '../bfloat16.ts';
import type { LinearMemory } from './linear-memory.ts';
import { packedGroups } from './wasm-context.ts';
import type { Extent, Kernels, Packed, Packing } from './wasm-context.ts';
import { addressOf, wasmTensor } from './wasm-tensor.ts';

/** The columns that a strip and a panel keep together. */
interface PackedWidths {
  readonly strips: number;
  readonly panels: number;
}

interface Frozen {
  readonly precision: WeightPrecision;
  readonly packings: Map<Packing, Packed>;
}

/** Tensors whose values stay as they are, and those that products have asked for as they want to read them. */
export class FrozenMatrices {
  readonly #frozen = new Map<Tensor, Frozen>();
  readonly #memory: LinearMemory;
  readonly #kernels: Kernels;
  readonly #widths: PackedWidths;

  constructor(backend: { memory: LinearMemory; kernels: Kernels; widths: PackedWidths }) {
    this.#memory = backend.memory;
    this.#kernels = backend.kernels;
    this.#widths = backend.widths;
  }

  add(tensor: Tensor, precision: WeightPrecision): void {
    if (this.has(tensor)) return;
    this.#frozen.set(tensor, { precision, packings: new Map() });
    if (precision === 'float32') return;
    const { address, size } = wasmTensor(tensor);
    roundToBfloat16(this.#memory.floats.subarray(address / 4, address / 4 + size));
  }

  has(tensor: Tensor): boolean {
    return this.#frozen.has(tensor);
  }

  /** Has the meaning of WasmContext.frozen. */
  inPacking(packing: Packing, matrix: Tensor): Packed | null {
    const frozen = this.#frozen.get(matrix);
    if (frozen === undefined) return null;
    const known = frozen.packings.get(packing);
    if (known !== undefined) return known;
    try {
      const packed = this.#pack(packing, matrix, frozen.precision);
      frozen.packings.set(packing, packed);
      return packed;
    } catch (error) {
      if (!(error instanceof OutOfMemoryError)) throw error;
      return null;
    }
  }

  release(tensor: Tensor): void {
    for (const { address } of this.#frozen.get(tensor)?.packings.values() ?? []) this.#memory.release(address);
    this.#frozen.delete(tensor);
  }

  #pack(packing: Packing, matrix: Tensor, precision: WeightPrecision): Packed {
    const isTransposed = packing === 'packStripsTransposed' || packing === 'packPanelsTransposed';
    const [depth, columns] = isTransposed ? matrix.shape.toReversed() : matrix.shape;
    const isStrips = packing === 'packStrips' || packing === 'packStripsTransposed';
    const width = isStrips ? this.#widths.strips : this.#widths.panels;
    const groups = packedGroups(depth, columns, width);
    const groupBytes = isStrips ? this.#kernels.stripBytes({ depth }) : 4 * depth * width;
    const address = this.#memory.allocate(groups.count * groupBytes);
    const source = { matrix: addressOf(matrix), depth, columns };
    const packed = { address, count: groups.count, precision: 'float32' } as const;
    if (!isStrips) {
      this.#kernels[packing](groups, { ...source, panels: address });
      return packed;
    }
    this.#kernels[packing](groups, { ...source, strips: address });
    return precision === 'bf16' ? this.#narrow(packed, groups, depth) : packed;
  }

  /** Takes the memory of the strips back, whose values are rounded already. */
  #narrow({ address: strips, count }: Packed, groups: Extent, depth: number): Packed {
    try {
      const address = this.#memory.allocate(2 * depth * count * this.#widths.strips);
      this.#kernels.narrowStrips(groups, { depth, strips, narrow: address });
      return { address, count, precision: 'bf16' };
    } finally {
      this.#memory.release(strips);
    }
  }
}
