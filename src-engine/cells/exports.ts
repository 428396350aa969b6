import { exportsOfCells } from './build/exports.ts';
import type { CellExports } from './cell-exports.ts';
import type { CellType } from './index.ts';

const table: Readonly<Record<CellType, CellExports>> = exportsOfCells;

export function cellExports(type: CellType): CellExports {
  return table[type];
}
