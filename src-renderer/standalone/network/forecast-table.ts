import { forecastSeries } from '../../../src-engine/forecast/forecast-series.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { Model } from '../../../src-engine/models/model.ts';
import type { SeriesForecast } from '../../../src-engine/spec/forecast-job.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { Interruptible } from '../../../src-engine/spec/interruptible.ts';
import { TableProblem } from './table-problem.ts';

/** The forecast of one column of one series. */
export interface TableForecast {
  series: string | null;
  column: string;
  /** Rows before it, the oldest first. */
  past: { time: string | number; value: number }[];
  /** `low` and `high` are null where the network tells single values. */
  points: { time: string | number; value: number; low: number | null; high: number | null }[];
  /** Columns whose values to come were not given, so that those of a season before were taken. */
  assumed: string[];
}

/** Forecasts the rows that follow the known ones of each series. Throws TableProblem. Null where it was interrupted. */
export async function forecastTable(
  { model, preparation }: { model: Model; preparation: ForecastPreparation },
  pieces: readonly SeriesRows[],
  horizon: number,
  interruptible: Interruptible,
): Promise<TableForecast[] | null> {
  const needed = preparation.history;
  const short = pieces.find(({ known }) => known < needed) ?? (pieces.length === 0 ? { series: null, known: 0 } : null);
  if (short !== null) throw new TableProblem('too-few-rows', { rows: short.known, needed, series: short.series ?? '' });
  const origins = pieces.map(({ known }, piece) => ({ piece, row: known, horizon }));
  const forecasts = await forecastSeries({ model, preparation, pieces, origins }, interruptible);
  return (
    forecasts?.flatMap((forecast) =>
      preparation.targets.map((_, target) => describe(forecast, pieces[forecast.piece], preparation, target)),
    ) ?? null
  );
}

function describe(
  { time, levels, quantiles, assumed }: SeriesForecast,
  rows: SeriesRows,
  { targets, columns, time: axis }: ForecastPreparation,
  target: number,
): TableForecast {
  const column = targets[target];
  const middle = levels.indexOf(0.5);
  const hasBand = levels.length > 1;
  return {
    series: rows.series,
    column: columns[column].name,
    past: Array.from(rows.values[column].subarray(0, rows.known), (value, row) => ({
      time: formatTime(axis, rows.time[row]),
      value,
    })),
    points: Array.from(time, (each, step) => {
      const told = (level: number) => quantiles[(step * targets.length + target) * levels.length + level];
      return {
        time: formatTime(axis, each),
        value: told(middle),
        low: hasBand ? told(0) : null,
        high: hasBand ? told(levels.length - 1) : null,
      };
    }),
    assumed,
  };
}
