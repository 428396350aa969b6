import type { ChartLine } from '../lines/chart-line.ts';

/** On a linear axis nine tenths of what spans more than this lie in its lowest twentieth. */
const widest = 20;

/** Tells whether one line explodes so far that the others would lie flat on a linear axis. */
export function needsLogarithm(lines: readonly ChartLine[]): boolean {
  const values = Float64Array.from(lines.flatMap(({ y }) => Array.from(y).filter((value) => value > 0))).sort();
  if (values.length === 0) return false;
  return values[values.length - 1] > widest * values[Math.floor(values.length / 10)];
}
