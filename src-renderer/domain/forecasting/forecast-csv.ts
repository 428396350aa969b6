import { csvOf } from '../../charts/files/csv.ts';
import type { SeriesForecast } from './forecast-lines.ts';

/** Forecasts as a table: a row a step, with the series and the column where there are several. */
export function forecastCsv(forecasts: readonly SeriesForecast[]): string {
  const hasSeries = new Set(forecasts.map(({ series }) => series)).size > 1;
  const hasColumns = new Set(forecasts.map(({ column }) => column)).size > 1;
  const header = [...(hasSeries ? ['series'] : []), ...(hasColumns ? ['column'] : []), 'time', 'value', 'low', 'high'];
  const rows = forecasts.flatMap(({ series, column, points }) =>
    points.map(({ time, value, low, high }) => [
      ...(hasSeries ? [series ?? ''] : []),
      ...(hasColumns ? [column] : []),
      time,
      value,
      low ?? '',
      high ?? '',
    ]),
  );
  return csvOf([header, ...rows]);
}
