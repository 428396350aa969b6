import { cellExports } from '../../../src-engine/cells/exports.ts';
import { cellFacts, cellTypes, type CellType } from '../../../src-engine/cells/index.ts';
import type { TorchRows } from '../../../src-engine/cells/pytorch-cell.ts';

/** A cell that foreign weights can be of, since other programs have it in the layout of torch.nn. */
export interface ForeignCell {
  type: CellType;
  name: string;
  rows: TorchRows;
  /** The number of gates, whose recurrent weights are (G·H, H). */
  gates: number;
}

/** The cells that foreign weights can be of, those with the most gates first. */
export const foreignCells: readonly ForeignCell[] = cellTypes
  .flatMap((type) => {
    const { rows } = cellExports(type).pytorch;
    return rows === null ? [] : [{ type, name: cellFacts(type).displayName, rows, gates: rows.gates.length }];
  })
  .toSorted((a, b) => b.gates - a.gates);

export function foreignCell(type: CellType): ForeignCell {
  const found = foreignCells.find((cell) => cell.type === type);
  if (found === undefined) throw new Error(`No foreign weights are of a ${type}.`);
  return found;
}

/** Returns the cell whose recurrent weights have this shape. */
export function cellOfShape([rows, units, ...others]: readonly number[]): ForeignCell | null {
  if (others.length > 0 || !(units > 0)) return null;
  return foreignCells.find(({ gates }) => gates * units === rows) ?? null;
}
