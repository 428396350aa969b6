import { columnsOf, type ChartLine } from '../lines/chart-line.ts';
import { csvOf } from './csv.ts';
import { lowerBound } from '../lines/thin.ts';

/**
 * The lines as RFC 4180 text: a row for every x that any of them has, empty where a line has no value there. `writeX` writes an x as
 * files have it.
 */
export function chartCsv(
  lines: readonly ChartLine[],
  axisName: string,
  writeX: (x: number) => string | number = (x) => x,
): string {
  const all = new Set<number>();
  for (const { x } of lines) for (const value of x) all.add(value);
  const columns = lines.flatMap((line) => columnsOf(line).map((column) => ({ ...column, x: line.x })));
  const rows = [...all]
    .sort((a, b) => a - b)
    .map((x) => [writeX(x), ...columns.map((column) => valueAt(column, x) ?? '')]);
  return csvOf([[axisName, ...columns.map(({ label }) => label)], ...rows]);
}

function valueAt({ x: xs, y }: { x: Float64Array; y: Float64Array }, x: number): number | null {
  const index = lowerBound(xs, x);
  const value = xs[index] === x ? y[index] : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
