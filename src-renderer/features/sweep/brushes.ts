import type { ParallelAxis } from './parallel-axes.ts';

/** The part of an axis to which the runs are narrowed; 0 is the lower end of the axis, and 1 the upper end. */
export interface Brush {
  low: number;
  high: number;
}

/** The brushed parts of the axes, by the names of the axes. */
export type Brushes = ReadonlyMap<ParallelAxis['name'], Brush>;

export const wholeAxis: Brush = { low: 0, high: 1 };

/** A value on the edge of a brush is inside. */
const tolerance = 1e-9;

/** Returns for each run whether it crosses every brushed axis within the brush. */
export function insideBrushes(axes: readonly ParallelAxis[], brushes: Brushes, count: number): boolean[] {
  return Array.from({ length: count }, (_, place) =>
    axes.every(({ name, crossings }) => {
      const brush = brushes.get(name);
      const at = crossings[place] ?? null;
      if (brush === undefined) return true;
      return at !== null && at >= brush.low - tolerance && at <= brush.high + tolerance;
    }),
  );
}

/** Returns the brushes with this one on an axis; a brush over the whole axis is removed. */
export function withBrush(brushes: Brushes, name: ParallelAxis['name'], { low, high }: Brush): Brushes {
  const next = new Map(brushes);
  if (low <= 0 && high >= 1) next.delete(name);
  else next.set(name, { low, high });
  return next;
}
