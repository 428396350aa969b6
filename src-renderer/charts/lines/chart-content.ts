import type { XAxis } from '../axes/x-axis.ts';
import type { AxisRange, ChartLine, ChartMarks } from './chart-line.ts';

/** Everything that one drawing needs. */
export interface ChartContent {
  lines: readonly ChartLine[];
  marks: ChartMarks;
  logarithmic: boolean;
  axis: XAxis;
  /** The visible range, or null for everything. */
  range: AxisRange | null;
  /** The full range that several charts with one axis share, or null for the range of the lines. */
  whole: AxisRange | null;
  /** Leaves out the beginning of falling lines where it would take most of a linear axis, and marks that. */
  isRobust?: boolean;
  /** The range of the y axis, or null for that of the values. */
  yRange: AxisRange | null;
  /** Labels and ticks of the y axis. */
  formatTick: (value: number) => string;
  /** The name of the y axis, which the panel and files show. */
  yName?: string | null;
}

/** The range from the first x to the last one, or from zero where the first is near it. */
export function wholeRange(lines: readonly ChartLine[]): AxisRange {
  const firsts = lines.filter(({ x }) => x.length > 0).map(({ x }) => x[0]);
  const lasts = lines.filter(({ x }) => x.length > 0).map(({ x }) => x[x.length - 1]);
  if (firsts.length === 0) return { min: 0, max: 1 };
  const first = Math.min(...firsts);
  const last = Math.max(...lasts);
  const min = first >= 0 && first < (last - first) / 5 ? 0 : first;
  return { min, max: last > min ? last : min + 1 };
}
