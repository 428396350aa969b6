import { gruInKeras } from '../../cells/gru/keras.ts';
import type { CellType } from '../../cells/index.ts';
import type { KerasCell } from '../../cells/keras-cell.ts';
import { lstmInKeras } from '../../cells/lstm/keras.ts';
import { simpleRnnInKeras } from '../../cells/simple_rnn/keras.ts';

/** The cells that Keras has a layer for. */
export const kerasCells: ReadonlyMap<CellType, KerasCell> = new Map<CellType, KerasCell>([
  ['lstm', lstmInKeras],
  ['gru', gruInKeras],
  ['simple_rnn', simpleRnnInKeras],
]);

export function cellOfClass(className: string): { type: CellType; cell: KerasCell } | null {
  for (const [type, cell] of kerasCells) if (cell.className === className) return { type, cell };
  return null;
}
