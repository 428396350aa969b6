import type { PreparedColumn } from '../../spec/preparation-spec.ts';
import type { Chosen, FitContext } from './fit-context.ts';

/** Values whose largest is this many times the smallest are read as logarithms: what happens to them is then a share of them. */
const LARGE_RATIO = 4;

/** Decides for a column of numbers whether its logarithm is read. */
export function chooseLog({ pieces, layout }: FitContext, column: number): Chosen<PreparedColumn['log']> {
  const { name, categories } = layout.columns[column];
  if (categories !== null) return { value: null, reasons: [] };
  let smallest = Infinity;
  let largest = -Infinity;
  let notAbove = 0;
  for (const { values } of pieces) {
    for (const value of values[column]) {
      if (Number.isNaN(value)) continue;
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
      if (value <= 0) notAbove++;
    }
  }
  if (notAbove > 0)
    return { value: null, reasons: [{ code: 'no-log-negative', values: { column: name, count: notAbove } }] };
  const ratio = largest / smallest;
  if (!(ratio >= LARGE_RATIO)) return { value: null, reasons: [{ code: 'no-log-range', values: { column: name } }] };
  return { value: { shift: 0 }, reasons: [{ code: 'log-range', values: { column: name, ratio } }] };
}
