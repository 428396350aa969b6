import type { ForecastRecord } from '../../contract/forecasting/forecast-records.ts';
import { decimalsFor, formatAmount, formatTable } from '../formats.ts';
import { csvLine } from './csv-lines.ts';

interface Point {
  series?: string | null;
  column?: string;
  time: string | number;
  value: number;
  low: number | null;
  high: number | null;
}

/** The points of all series and columns one after the other. A name is told where it could be another. */
export function forecastDocument({ forecasts }: ForecastRecord): Point[] {
  const hasSeries = forecasts.some(({ series }) => series !== null);
  const hasColumns = new Set(forecasts.map(({ column }) => column)).size > 1;
  return forecasts.flatMap(({ series, column, points }) =>
    points.map(({ time, value, low, high }) => ({
      ...(hasSeries && { series }),
      ...(hasColumns && { column }),
      time,
      value,
      low,
      high,
    })),
  );
}

/** The same as a table, with a header. */
export function forecastCsv(record: ForecastRecord): string {
  const points = forecastDocument(record);
  const names = Object.keys(points[0] ?? {}) as (keyof Point)[];
  return [names, ...points.map((point) => names.map((name) => point[name] ?? null))].map(csvLine).join('');
}

/** Says what had to be taken for granted; none where all was known. */
export function forecastNotes({ assumed }: ForecastRecord): string[] {
  if (assumed.length === 0) return [];
  const columns = assumed.map((name) => `“${name}”`).join(', ');
  return [
    `No values of ${columns} are given for some of these steps: those of a season before were taken. Add rows with the plans to the data.`,
  ];
}

/** The forecast as a person reads it on a terminal; only a line about it where it was written into a file. */
export function describeForecast(record: ForecastRecord, file: string | undefined): string {
  const summary = summaryOf(record);
  if (file !== undefined) return `${summary} ${file}\n`;
  const points = forecastDocument(record);
  const names = Object.keys(points[0] ?? {}) as (keyof Point)[];
  const shown = names.filter((name) => record.band !== null || (name !== 'low' && name !== 'high'));
  const digits = decimalsFor(
    points.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0),
    5,
  );
  const cellOf = (value: string | number | null | undefined, name: keyof Point) =>
    typeof value === 'number' && name !== 'time' ? value.toFixed(digits) : String(value ?? '–');
  const rows = points.map((point) => shown.map((name) => cellOf(point[name], name)));
  const right = shown.flatMap((name, n) => (['value', 'low', 'high'].includes(name) ? [n] : []));
  return `${summary}\n\n${formatTable([shown, ...rows], right)}\n`;
}

function summaryOf({ forecasts, trainedHorizon, band }: ForecastRecord): string {
  const steps = Math.max(0, ...forecasts.map(({ points }) => points.length));
  const countOf = (name: 'series' | 'column') => new Set(forecasts.map((forecast) => forecast[name])).size;
  const columns = countOf('column') > 1 ? ` of ${countOf('column')} columns` : '';
  const many = countOf('series') > 1 ? `${columns} of ${countOf('series')} series` : columns;
  const bands = band === null ? '' : `, with the band of ${Math.round(100 * band)} %`;
  const beyond = steps > trainedHorizon ? ` After the first ${trainedHorizon} they are forecast from forecasts.` : '';
  return `${formatAmount(steps, 'step')}${many}${bands}.${beyond}`;
}
