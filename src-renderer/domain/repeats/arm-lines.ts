import { meanInterval } from '../../../src-main/contract/groups/mean-interval.ts';
import type { ChartLine, ValueBand } from '../../charts/lines/chart-line.ts';
import { seriesStyle } from '../../charts/lines/series.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { Arm } from './arms.ts';

/**
 * The meanings of the band around a mean line: the range of all values, or the 95 % confidence interval of the mean.
 */
export const bandKinds = ['range', 'interval'] as const;
export type BandKind = (typeof bandKinds)[number];

type BandLabels = Pick<ValueBand, 'lowLabel' | 'highLabel'>;

/**
 * Returns the mean of several lines with its band, at the points of the longest one; the others are interpolated. Where
 * a line has not begun, or has ended, the mean is that of the others. A value that is not finite is left out.
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

/**
 * Returns a function that reads a line at ascending x, with linear interpolation; it returns NaN outside of the line.
 */
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

/**
 * Returns a line for each arm, from the lines of its runs, which have the ids of the runs: their mean, with their range
 * as its band.
 */
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
