import type { CellLoops } from '../cells/build/loops.ts';
import type { LoopDirection } from './time-loop.ts';

/** The kernels of one cell's time loop. `Context` is what a backend hands to all of its kernels before the arguments. */
export type LoopKernels<Cell extends keyof CellLoops, Context extends unknown[] = []> = {
  readonly [Direction in LoopDirection]: (...args: [...Context, CellLoops[Cell][Direction]]) => void;
};

/** A backend's table of kernels, one entry a cell. */
export type CellKernels<Context extends unknown[] = []> = {
  readonly [Cell in keyof CellLoops]: LoopKernels<Cell, Context>;
};

/** The kernel of one cell in one direction. */
export function kernelOf<Cell extends keyof CellLoops, Direction extends LoopDirection, Context extends unknown[]>(
  table: CellKernels<Context>,
  cell: Cell,
  direction: Direction,
): LoopKernels<Cell, Context>[Direction] {
  return table[cell][direction];
}
