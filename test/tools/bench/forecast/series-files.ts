import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../../src-main/cli/usage-error.ts';
import type { ForecastTable } from './train-forecaster.ts';

/** A series of numbers that simple methods have been measured on elsewhere. */
export interface MeasuredSeries {
  name: string;
  /** Decimal years, or numbers of rows. */
  times: Float64Array;
  values: Float64Array;
  /** Rows of a season; 1 without. */
  frequency: number;
  /** The rows that are held back. */
  horizon: number;
  /** MASE by R's forecast package where the last `horizon` rows are held back. */
  reference: { seasonalNaive: number; ets: number; arima: number };
}

/** Reads a folder of series, each with columns `t` and `value`, and the file `reference.csv` with what R says of them. */
export function readSeriesFolder(folder: string): MeasuredSeries[] {
  const list = join(folder, 'reference.csv');
  if (!existsSync(list)) throw new UsageError(`There is no ${list}. Name the folder of series with --folder.`);
  return rowsOf(list).map(([name, , frequency, horizon, seasonalNaive, ets, arima]) => {
    const rows = rowsOf(join(folder, `${name}.csv`));
    return {
      name,
      times: Float64Array.from(rows, ([time]) => Number(time)),
      values: Float64Array.from(rows, ([, value]) => Number(value)),
      frequency: Number(frequency),
      horizon: Number(horizon),
      reference: { seasonalNaive: Number(seasonalNaive), ets: Number(ets), arima: Number(arima) },
    };
  });
}

/** The first rows of a series, as they are stored after an import. */
export function tableUpTo({ times, values }: MeasuredSeries, rows: number): ForecastTable {
  const count = (times[rows - 1] - times[0]) / (rows - 1);
  const time = { name: 't', kind: 'number', zone: null, step: { unit: 'number', count } } as const;
  return {
    layout: {
      version: 1,
      time,
      columns: [{ name: 'value', role: 'predict', categories: null }],
      pieces: [{ series: null, rows, known: rows }],
      horizon: null,
    },
    pieces: [{ series: null, rows, known: rows, time: times.slice(0, rows), values: [values.slice(0, rows)] }],
  };
}

/** The cells of a file without its header. */
function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}
