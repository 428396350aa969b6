import type { ForecastOrigin, SeriesForecast } from '../../spec/forecast-job.ts';
import type { Interruptible } from '../../spec/interruptible.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { SeriesRows } from '../rows/series-rows.ts';

/** A row to expect from those before it. */
export interface ExpectedRow {
  piece: SeriesRows;
  row: number;
}

/** Forecasts by the network; resolves with null when aborted. */
export type Forecaster = (pieces: SeriesRows[], origins: ForecastOrigin[]) => Promise<SeriesForecast[] | null>;

/** Rows that are forecast at once. */
const AT_ONCE = 256;

/** Forecasts each row one step ahead. Only the rows around it are handed on, since a series may be long. Resolves with null when aborted. */
export async function expectValues(
  rows: readonly ExpectedRow[],
  { preparation, forecast }: { preparation: ForecastPreparation; forecast: Forecaster },
  { signal, yieldToEventLoop }: Interruptible,
  onProgress: (done: number) => void = () => undefined,
): Promise<SeriesForecast[] | null> {
  const forecasts: SeriesForecast[] = [];
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    await yieldToEventLoop();
    if (signal.aborted) return null;
    const part = rows.slice(first, first + AT_ONCE);
    const pieces = part.map((each) => rowsAround(each, preparation));
    const origins = part.map((_, piece) => ({ piece, row: preparation.history, horizon: 1 }));
    const found = await forecast(pieces, origins);
    if (found === null) return null;
    forecasts.push(...found);
    onProgress(forecasts.length);
  }
  return forecasts;
}

/** The rows that the network looks back at, and those of its horizon, of which plans may be known. */
function rowsAround({ piece, row }: ExpectedRow, { history, horizon }: ForecastPreparation): SeriesRows {
  const begin = row - history;
  const end = Math.min(piece.rows, row + horizon);
  return {
    series: piece.series,
    rows: end - begin,
    known: Math.min(piece.known, end) - begin,
    time: piece.time.subarray(begin, end),
    values: piece.values.map((column) => column.subarray(begin, end)),
  };
}
