import type { ChartLine } from '../lines/chart-line.ts';
import { nearestIndex } from '../lines/thin.ts';

export interface Readout {
  line: ChartLine;
  /** The x of the point that is nearest to the crosshair; null where the line has no points. */
  x: number | null;
  /** Its y, written out; a dash where there is none. */
  value: string;
}

/** Each line's value at the crosshair, with the limits of its band; else its last one. */
export function readoutsOf(
  lines: readonly ChartLine[],
  crosshair: number | null,
  formatY: (value: number) => string,
): Readout[] {
  return lines.map((line) => {
    const index = indexAt(line, crosshair);
    return { line, x: line.x[index] ?? null, value: readValue(line, index, formatY) };
  });
}

function readValue(line: ChartLine, index: number, formatY: (value: number) => string): string {
  const value = line.y[index] ?? Number.NaN;
  if (value === Infinity) return '∞';
  return Number.isFinite(value) ? withBand(line, index, formatY) : '–';
}

function withBand({ y, band }: ChartLine, index: number, formatY: (value: number) => string): string {
  const value = formatY(y[index]);
  return band === undefined ? value : `${value} (${formatY(band.low[index])} – ${formatY(band.high[index])})`;
}

function indexAt({ x, isBounded = false }: ChartLine, crosshair: number | null): number {
  if (crosshair === null) return x.length - 1;
  const index = nearestIndex(x, crosshair);
  if (!isBounded || x.length === 0) return index;
  // Half a step beyond its ends the line is still what is nearest.
  const half = x.length > 1 ? (x[x.length - 1] - x[0]) / (x.length - 1) / 2 : 0;
  return crosshair < x[0] - half || crosshair > x[x.length - 1] + half ? -1 : index;
}
