import { createStream } from '../../../../src-engine/random/stream.ts';
import { median } from '../statistics.ts';
import { rivals } from './judge-series.ts';
import type { Rival, SeriesResult } from './judge-series.ts';

interface RatioSummary {
  /** The geometric mean over series of the forecaster's MASE by that of a rival; each series by its geometric mean over origins. */
  ratio: number;
  /** The range within which 90 % of the means of series drawn again lie below its upper end. */
  upper: number;
}

export interface ForecastSummary {
  ratios: Record<Rival, RatioSummary>;
  /** By what R says of the last rows. */
  reference: Record<'seasonalNaive' | 'ets' | 'arima', RatioSummary>;
  /** The largest median over origins of a series, by the naive forecast. */
  worstByNaive: { name: string; ratio: number };
  /** The share of values in the bands, over all series, origins and steps, and the mean of the shares of the series. */
  coverage: { ofValues: number; ofSeries: number };
}

const DRAWS = 10_000;

export function summarize(results: readonly SeriesResult[]): ForecastSummary {
  const ratios = Object.fromEntries(
    rivals.map((rival) => [rival, summaryOf(results.map((result) => ratioTo(result, rival)))]),
  ) as Record<Rival, RatioSummary>;
  const referenceOf = (name: keyof SeriesResult['reference']): RatioSummary =>
    summaryOf(results.map(({ origins: [first], reference }) => first.forecaster / reference[name]));
  const [worst] = results
    .map(({ name, origins }) => ({
      name,
      ratio: median(origins.map((origin) => origin.forecaster / origin.rivals.naive)),
    }))
    .toSorted((a, b) => b.ratio - a.ratio);
  const shares = results.map(({ origins }) => mean(origins.map(({ coverage }) => coverage)));
  const steps = results.map(({ origins, horizon }) => origins.length * horizon);
  return {
    ratios,
    reference: { seasonalNaive: referenceOf('seasonalNaive'), ets: referenceOf('ets'), arima: referenceOf('arima') },
    worstByNaive: worst,
    coverage: {
      ofValues: shares.reduce((sum, share, n) => sum + share * steps[n], 0) / steps.reduce((sum, n) => sum + n, 0),
      ofSeries: mean(shares),
    },
  };
}

export function ratioTo({ origins }: SeriesResult, rival: Rival): number {
  return geometricMean(origins.map((origin) => origin.forecaster / origin.rivals[rival]));
}

function summaryOf(ratios: readonly number[]): RatioSummary {
  const stream = createStream(1, 'bootstrap', 0);
  const means = Array.from({ length: DRAWS }, () =>
    geometricMean(ratios.map(() => ratios[Math.floor(stream.uniform() * ratios.length)])),
  ).toSorted((a, b) => a - b);
  return { ratio: geometricMean(ratios), upper: means[Math.floor(0.9 * DRAWS)] };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
