import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';

/** The difference between what came and what was forecast, at one time. */
export interface Residual {
  time: string | number;
  value: number;
}

/** The residuals of one method in one column of one series, in order of origin and step. */
export function residualsOf(
  { origins, methods, forecasts }: BacktestRecord,
  { method, column, series }: { method: string; column: string; series: string | null },
): Residual[] {
  const place = methods.findIndex((each) => each.method === method);
  return forecasts
    .filter(({ origin, column: own }) => own === column && (origins[origin]?.series ?? null) === series)
    .flatMap(({ times, actual, methods: told }) =>
      actual.map((came, step) => ({ time: times[step], value: came - (told[place]?.value[step] ?? Number.NaN) })),
    );
}

export interface ResidualFigures {
  /** Above 0 where forecasts are too low on average. */
  mean: number;
  deviation: number;
  median: number;
}

export function residualFigures(residuals: readonly Residual[]): ResidualFigures | null {
  const values = residuals.map(({ value }) => value).sort((a, b) => a - b);
  const { length } = values;
  if (length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const median = (values[Math.floor((length - 1) / 2)] + values[Math.floor(length / 2)]) / 2;
  return { mean, deviation: Math.sqrt(squares / length), median };
}

/** The outline of a histogram: counts over equal bins, two points an edge, so that it is drawn as steps. */
export interface HistogramOutline {
  x: Float64Array;
  counts: Float64Array;
}

/** By the rule of Freedman and Diaconis, between 5 and 60 bins. */
export function histogramOf(residuals: readonly Residual[]): HistogramOutline {
  const values = Float64Array.from(residuals, ({ value }) => value).sort();
  if (values.length === 0) return { x: new Float64Array(), counts: new Float64Array() };
  const [min, max] = [values[0], values[values.length - 1]];
  const at = (share: number) => values[Math.round(share * (values.length - 1))];
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(values.length);
  const bins = width > 0 ? Math.min(60, Math.max(5, Math.ceil((max - min) / width))) : 5;
  const span = max > min ? max - min : 1;
  const counts = new Float64Array(bins);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - min) / span) * bins))]++;
  const x = Float64Array.from({ length: 2 * bins }, (_, n) => min + (Math.ceil(n / 2) * span) / bins);
  return { x, counts: Float64Array.from({ length: 2 * bins }, (_, n) => counts[Math.floor(n / 2)]) };
}
