import type { ForecastRecord } from '../../../src-main/contract/forecasting/forecast-records.ts';
import type { ChartLine, ValueBand } from '../../charts/lines/chart-line.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { SeriesAxis } from './series-axis.ts';
import type { ShownSeries } from './shown-series.ts';

export type SeriesForecast = ForecastRecord['forecasts'][number];
export type ForecastPoint = SeriesForecast['points'][number];

const solid = { width: 1.5, dash: [], opacity: 1, points: false, isBounded: true };
/** A point for every step is still told from its neighbours. */
const mostMarked = 60;

/** The values that the forecast was made from. */
export function historyLine({ x, y, breaks }: ShownSeries, label: string): ChartLine {
  return { ...solid, id: 'history', label, colour: 'text', x, y, breaks };
}

/** The values that came after the origin. */
export function actualLine({ x, y, breaks }: ShownSeries, label: string): ChartLine {
  const points = x.length <= mostMarked;
  return { ...solid, id: 'actual', label, colour: 'text', dash: [2, 3], x, y, breaks, points };
}

/** A forecast with its band. `band` is the share of values that it is made to hold. */
export function forecastLine(
  points: readonly ForecastPoint[],
  axis: SeriesAxis,
  { band, label, t, percent }: { band: number | null; label: string } & Pick<Locale, 't' | 'percent'>,
): ChartLine {
  return {
    ...solid,
    id: 'forecast',
    label,
    colour: 'cool',
    width: 2,
    x: Float64Array.from(points, ({ time }) => axis.toX(time)),
    y: Float64Array.from(points, ({ value }) => value),
    points: points.length <= mostMarked,
    ...(band === null ? {} : { band: valueBand(points, band, { t, percent }) }),
  };
}

function valueBand(
  points: readonly ForecastPoint[],
  band: number,
  { t, percent }: Pick<Locale, 't' | 'percent'>,
): ValueBand {
  const edge = (share: number) => t('forecasting.quantile', { share: percent(share) });
  return {
    low: Float64Array.from(points, ({ low }) => low ?? Number.NaN),
    high: Float64Array.from(points, ({ high }) => high ?? Number.NaN),
    lowLabel: edge((1 - band) / 2),
    highLabel: edge((1 + band) / 2),
  };
}

/** Another forecast for the same steps: of a simple method, or of the plans before they were changed. */
export function otherLine(
  id: string,
  label: string,
  points: readonly { time: string | number; value: number }[],
  axis: SeriesAxis,
): ChartLine {
  const style =
    id === 'before' ? { colour: 'muted' as const, dash: [6, 3] } : { colour: 'series-2' as const, dash: [8, 3, 2, 3] };
  return {
    ...solid,
    ...style,
    id,
    label,
    x: Float64Array.from(points, ({ time }) => axis.toX(time)),
    y: Float64Array.from(points, ({ value }) => value),
  };
}

/** Rows that were found unlikely, marked and not joined. */
export function anomalyLine(
  points: readonly { time: string | number; value: number }[],
  axis: SeriesAxis,
  label: string,
): ChartLine {
  return {
    ...solid,
    id: 'anomalies',
    label,
    colour: 'warm',
    width: 0,
    points: true,
    marker: 'rectRot',
    x: Float64Array.from(points, ({ time }) => axis.toX(time)),
    y: Float64Array.from(points, ({ value }) => value),
  };
}
