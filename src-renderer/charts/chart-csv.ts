import type { ChartLine } from './chart-line.ts';
import { csvOf } from './csv.ts';
import { lowerBound } from './thin.ts';

/** The lines as RFC 4180 text: a row for every x that any of them has, empty where a line has no value there. */
export function chartCsv(lines: readonly ChartLine[], axisName: string): string {
  const all = new Set<number>();
  for (const { x } of lines) for (const value of x) all.add(value);
  const rows = [...all].sort((a, b) => a - b).map((x) => [x, ...lines.map((line) => valueAt(line, x) ?? '')]);
  return csvOf([[axisName, ...lines.map(({ label }) => label)], ...rows]);
}

function valueAt(line: ChartLine, x: number): number | null {
  const index = lowerBound(line.x, x);
  const value = line.x[index] === x ? line.y[index] : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
