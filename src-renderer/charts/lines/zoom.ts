import type { AxisRange } from './chart-line.ts';

/** `range` made `factor` times as wide around `centre`, kept within `whole`; null when that is all of it. */
export function zoomed(range: AxisRange, whole: AxisRange, centre: number, factor: number): AxisRange | null {
  const width = (range.max - range.min) * factor;
  if (width >= whole.max - whole.min) return null;
  const share = (centre - range.min) / (range.max - range.min);
  return within({ min: centre - share * width, max: centre + (1 - share) * width }, whole);
}

/** `range` moved by a share of its width, kept within `whole`. */
export function panned(range: AxisRange, whole: AxisRange, share: number): AxisRange {
  const distance = (range.max - range.min) * share;
  return within({ min: range.min + distance, max: range.max + distance }, whole);
}

function within(range: AxisRange, whole: AxisRange): AxisRange {
  const width = Math.min(range.max - range.min, whole.max - whole.min);
  const min = Math.min(Math.max(range.min, whole.min), whole.max - width);
  return { min, max: min + width };
}
