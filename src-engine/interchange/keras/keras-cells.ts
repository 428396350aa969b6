import { isRefused } from '../../cells/cell-exports.ts';
import { cellExports } from '../../cells/exports.ts';
import { cellTypes, type CellType } from '../../cells/index.ts';
import type { KerasCell } from '../../cells/keras-cell.ts';

/** Returns how Keras holds a cell. Throws Error for one that it does not hold, which is refused before anything is written. */
export function kerasCell(type: CellType): KerasCell {
  const { keras } = cellExports(type);
  if (isRefused(keras)) throw new Error(`Keras has no layer like ${type}.`);
  return keras;
}

/** Returns the cell that Keras' class is; null where it is none of the studio's. */
export function cellOfClass(className: string): { type: CellType; cell: KerasCell } | null {
  for (const type of cellTypes) {
    const { keras } = cellExports(type);
    if (!isRefused(keras) && keras.className === className) return { type, cell: keras };
  }
  return null;
}
