import type { Kernels } from './kernels.ts';
import type { LinearMemory } from './linear-memory.ts';

/** What the ops of this backend work with. */
export interface WasmContext {
  readonly kernels: Kernels;
  readonly memory: LinearMemory;
  /** Bytes of a matrix (depth, columns) in panels. */
  panelBytes(depth: number, columns: number): number;
}

/** Products of fewer rows than this read their matrix as it is: they cannot fill a tile, so that panels would not pay. */
export const FEWEST_ROWS_TO_PACK = 4;
