import type { WeightPrecision } from '../../spec/generation-spec.ts';
import type { Tensor } from '../backend.ts';
import type { PartKernels, WholeKernels } from './build/kernel-calls.ts';
import type { Address } from './kernel-arguments.ts';
import type { LinearMemory } from './linear-memory.ts';

/** The calls of the kernels. With an extent, one is called on 0 … extent.count, on several threads where that pays. */
export type Kernels = PartKernels<Extent> & WholeKernels;

/** The state that all ops of this backend work with. */
export interface WasmContext {
  readonly kernels: Kernels;
  readonly memory: LinearMemory;
  /** A matrix (depth, columns), or the transpose of (columns, depth), in panels at `panels`. */
  pack(
    kernel: 'packPanels' | 'packPanelsTransposed',
    matrix: Address,
    depth: number,
    columns: number,
    panels: Address,
  ): void;
  /** Bytes of a matrix (depth, columns) in panels. */
  panelBytes(depth: number, columns: number): number;
  /** A frozen matrix as that kernel leaves it; null means that it is not frozen, or there is no memory for it. */
  frozen(packing: Packing, matrix: Tensor): Packed | null;
}

/** Kernels that bring a matrix, or its transpose, into an order that products read faster: strips for one row, panels for more. */
export type Packing = 'packStrips' | 'packPanels' | 'packStripsTransposed' | 'packPanelsTransposed';

/** The address of a packed matrix, and its number of strips or panels. Strips alone are bfloat16. */
export interface Packed {
  readonly address: Address;
  readonly count: number;
  readonly precision: WeightPrecision;
}

/** The extent of a kernel's work, and the ways in which it may be cut into parts. */
export interface Extent {
  readonly count: number;
  /** Parts are multiples of it. */
  readonly granule: number;
  /** About how many vectors are read, written or multiplied in all; small work is not cut. */
  readonly vectors: number;
  /** `true` means that a part costs something by itself, so that there should be no more parts than threads. */
  readonly coarse?: boolean;
  /** `true` means that some of equal parts may cost much more than others. */
  readonly uneven?: boolean;
}

/** Elements of one pass over a tensor. Parts begin on a cache line of their own. */
export function elements(count: number): Extent {
  return { count, granule: 16, vectors: count / 4 };
}

/** Rows of a matrix of that width, in one pass. */
export function rowsOf(count: number, width: number): Extent {
  return { count, granule: 4, vectors: (count * width) / 4 };
}

/** Strips or panels of `width` columns that a matrix (depth, columns) is packed into: every element is read once and written once. */
export function packedGroups(depth: number, columns: number, width: number): Extent {
  return { count: Math.ceil(columns / width), granule: 1, vectors: (depth * columns) / 2 };
}

/** Products of at most so many rows read their matrix as it is: packing all of it first would be most of the work. */
export const FEW_ROWS = 64;
/** Time loops of fewer sequences read their kernel as it is at every step: they cannot fill a tile, so that panels would not pay. */
export const FEWEST_ROWS_TO_PACK = 4;
