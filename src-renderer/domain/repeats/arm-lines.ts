import { meanInterval } from '../../../src-main/contract/groups/mean-interval.ts';
import type { ChartLine, ValueBand } from '../../charts/lines/chart-line.ts';
import { seriesStyle } from '../../charts/lines/series.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { Arm } from './arms.ts';

/** What the band around a mean line shows: all that was measured, or where the mean lies with 95 % confidence. */
export const bandKinds = ['range', 'interval'] as const;
export type BandKind = (typeof bandKinds)[number];

type BandLabels = Pick<ValueBand, 'lowLabel' | 'highLabel'>;

/**
 * Returns the mean of several lines with its band, at the points of the longest of them; the others are read between their points.
 * Where a line has not begun, or has ended, the others are the mean. A value that is not finite is left out.
 */
export function meanLine(
  lines: readonly ChartLine[],
  kind: BandKind,
  labels: BandLabels,
): Pick<ChartLine, 'x' | 'y' | 'band'> {
  const longest = lines.reduce((most, line) => (line.x.length > most.x.length ? line : most), lines[0]);
  const x = longest?.x.slice() ?? new Float64Array();
  const y = new Float64Array(x.length);
  const low = new Float64Array(x.length);
  const high = new Float64Array(x.length);
  const readers = lines.map(readerOf);
  x.forEach((at, index) => {
    const values = readers.map((read) => read(at)).filter((value) => Number.isFinite(value));
    const interval = meanInterval(values);
    const half = interval?.halfWidth ?? 0;
    y[index] = interval?.mean ?? NaN;
    low[index] = interval === null ? NaN : kind === 'range' ? interval.least : interval.mean - half;
    high[index] = interval === null ? NaN : kind === 'range' ? interval.most : interval.mean + half;
  });
  return { x, y, band: { low, high, ...labels } };
}

/** Reads a line at ascending x, between its points along a straight line; NaN outside of it. */
function readerOf({ x, y }: ChartLine): (at: number) => number {
  let right = 0;
  return (at) => {
    while (right < x.length && x[right] < at) right++;
    if (right === x.length) return NaN;
    if (x[right] === at) return y[right];
    if (right === 0) return NaN;
    const share = (at - x[right - 1]) / (x[right] - x[right - 1]);
    return y[right - 1] + share * (y[right] - y[right - 1]);
  };
}

/** Returns a line for each arm, of the lines of its runs, which bear their ids: their mean with all that was measured as its band. */
export function armLines(arms: readonly Arm[], lines: readonly ChartLine[], t: Locale['t']): ChartLine[] {
  const labels = { lowLabel: t('repeats.low.range'), highLabel: t('repeats.high.range') };
  return arms.flatMap((arm, place): ChartLine[] => {
    const own = lines.filter(({ id, x }) => x.length > 0 && arm.runs.some((run) => run.id === id));
    const [first] = own;
    if (first === undefined) return [];
    const style = { ...first, ...seriesStyle(place), id: arm.id, label: arm.name };
    return own.length < 2 ? [style] : [{ ...style, ...meanLine(own, 'range', labels) }];
  });
}
