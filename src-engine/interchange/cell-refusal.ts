import { isRefused, type CellExports } from '../cells/cell-exports.ts';
import { cellExports } from '../cells/exports.ts';
import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { ExportRefusal } from './export-file.ts';

/** Says why a format does not hold the first cell that it does not hold; null means that it holds all of them. */
export function cellRefusal(
  { layers }: ModelSpec,
  format: Exclude<keyof CellExports, 'pytorch'>,
): ExportRefusal | null {
  for (const [index, layer] of layers.entries()) {
    if (!isRecurrent(layer)) continue;
    const held = cellExports(layer.type)[format];
    if (!isRefused(held)) continue;
    const values = { layer: index + 1, cell: cellFacts(layer.type).displayName };
    return { code: held.code, message: held.refuse(values.layer, values.cell), values };
  }
  return null;
}
