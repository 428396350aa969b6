import type { ChartLine } from '../lines/chart-line.ts';

/** A line that is told as a number, since it has one value only. */
export interface LineFigure {
  line: ChartLine;
  value: number;
  /** The x of its only point; null where it has the same value at several. */
  x: number | null;
}

/** Values that differ by less than this share of themselves are rounding errors of each other. */
const sameShare = 1e-9;

/** Returns a figure for each line where none has anything to draw: a single point, or one value all along; null otherwise. */
export function figuresOf(lines: readonly ChartLine[]): LineFigure[] | null {
  const full = lines.filter(({ opacity }) => opacity === 1);
  const figures: LineFigure[] = [];
  for (const line of full) {
    if (line.band !== undefined || line.isFilled === true || line.y.includes(Infinity)) return null;
    const places = Array.from(line.y.keys()).filter((index) => Number.isFinite(line.y[index]));
    if (places.length === 0) continue;
    const values = places.map((index) => line.y[index]);
    const value = values[values.length - 1];
    if (values.some((other) => Math.abs(other - value) > sameShare * Math.abs(value))) return null;
    figures.push({ line, value, x: places.length === 1 ? line.x[places[0]] : null });
  }
  return figures.length === 0 ? null : figures;
}
