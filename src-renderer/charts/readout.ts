import type { ChartLine } from './chart-line.ts';
import { nearestIndex } from './thin.ts';

export interface Readout {
  line: ChartLine;
  /** The x of the point that is nearest to the crosshair; null where the line has no points. */
  x: number | null;
  /** Its y, written out; a dash where there is none. */
  value: string;
}

/** Each line's value at the crosshair, else its last one. */
export function readoutsOf(
  lines: readonly ChartLine[],
  crosshair: number | null,
  formatY: (value: number) => string,
): Readout[] {
  return lines.map((line) => {
    const index = crosshair === null ? line.x.length - 1 : nearestIndex(line.x, crosshair);
    const value = line.y[index] ?? Number.NaN;
    return { line, x: line.x[index] ?? null, value: Number.isFinite(value) ? formatY(value) : '–' };
  });
}
