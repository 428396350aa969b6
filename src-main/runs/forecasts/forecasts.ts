import { bandOfLevels } from '../../../src-engine/forecast/band-of-levels.ts';
import { formatTime } from '../../../src-engine/forecast/time/format-time.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import type { ForecastOrigin, SeriesForecast } from '../../../src-engine/spec/forecast-job.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { SeriesLayout } from '../../../src-engine/spec/series-layout.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type * as records from '../../contract/forecasting/forecast-records.ts';
import type { RunView } from '../../db/run-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';
import { cutPiece } from './cut-piece.ts';
import { changePlans } from './change-plans.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';
import type { RunSeries } from './run-series.ts';
import { placedPieces, seriesHistory } from './series-history.ts';
import { seriesContent } from '../../datasets/content/series-table.ts';

export interface ForecastsOptions {
  series: RunSeries;
  networks: InspectedNetworks;
}

/** The places that a forecast goes on from. */
interface Start {
  piece: SeriesRows;
  /** The number of the piece's first row among all of its series. */
  first: number;
  /** The first row that is forecast, counted in the piece. */
  row: number;
}

/** Numbers over time, as trained forecasters see them. */
export class Forecasts {
  readonly #series: RunSeries;
  readonly #networks: InspectedNetworks;

  constructor({ series, networks }: ForecastsOptions) {
    this.#series = series;
    this.#networks = networks;
  }

  /** Throws `invalid-data` for what is no forecaster, rows that it cannot go on from, and plans that it cannot read. */
  async forecast(run: RunView, input: records.ForecastInput, signal?: AbortSignal): Promise<records.ForecastRecord> {
    const { preparation, steps, mostSteps } = await this.#series.forecaster(run);
    const horizon = input.horizon ?? steps;
    if (mostSteps !== null && horizon > mostSteps) throw readsMore(mostSteps, horizon);
    const rows = await this.#series.rows(run, input, signal);
    const starts = startsOf(rows, input, preparation);
    const { simpleMethod } = input;
    const cut = starts.map(({ piece, row }) => {
      const planned = changePlans(piece, row, rows.layout, input.knownAhead);
      // A simple method is fitted to all that came before.
      return simpleMethod === null ? cutPiece(planned, row, preparation, horizon) : { piece: planned, row };
    });
    const origins = cut.map(({ row }, piece): ForecastOrigin => ({ piece, row, horizon }));
    const content = seriesContent(
      rows.layout,
      cut.map(({ piece }) => piece),
    );
    const task = { content, origins, simpleMethod };
    const { step, forecasts } = await this.#networks.forecast(run, input.checkpointId, task, signal);
    const [first] = forecasts;
    return {
      step,
      window: preparation.window,
      trainedHorizon: steps,
      band: bandOfLevels(first?.levels ?? [])?.share ?? null,
      forecasts: forecasts.flatMap((forecast, n) => recordsOf(forecast, starts[n], rows.layout, preparation)),
      assumed: [...new Set(forecasts.flatMap(({ assumed }) => assumed))],
    };
  }

  async history(run: RunView, input: records.HistoryInput): Promise<records.HistoryRecord> {
    const { preparation } = await this.#series.forecaster(run);
    const rows = await this.#series.rows(run, input);
    const { validationFraction: fraction } = JSON.parse(run.train) as TrainSpec;
    return seriesHistory(rows, input, { fraction, horizon: preparation.horizon });
  }
}

/** Each series is forecast from its end, or a single one from where a person says; of new rows only the series that they are of. */
function startsOf(
  { pieces, added }: RunRows,
  { series, origin }: Pick<records.ForecastInput, 'series' | 'origin'>,
  { history }: ForecastPreparation,
): Start[] {
  const names = [...new Set(pieces.map((piece) => piece.series))];
  if (series !== null && !names.includes(series)) throw noSuchSeries(series, names);
  const wanted = names.filter((name) => (series === null ? (added?.has(name) ?? true) : name === series));
  return wanted.map((name) => {
    const placed = placedPieces(pieces, name).filter(({ piece }) => piece.known > 0);
    const start = origin === null ? placed.at(-1) : placed.findLast(({ first }) => first < origin);
    if (start === undefined) throw tooFewRows(name, origin ?? 0, history);
    const row = origin === null ? start.piece.known : Math.min(origin - start.first, start.piece.known);
    if (row < history) throw tooFewRows(name, row, history);
    return { ...start, row };
  });
}

function recordsOf(
  { time, levels, quantiles }: SeriesForecast,
  { piece, first, row }: Start,
  { columns, time: axis }: SeriesLayout,
  { targets, columns: prepared }: ForecastPreparation,
): records.ForecastRecord['forecasts'] {
  const band = bandOfLevels(levels);
  const middle = levels.indexOf(0.5);
  return targets.map((place, target) => {
    const column = prepared[place].name;
    const values = piece.values[columns.findIndex(({ name }) => name === column)];
    const at = (step: number, level: number) => quantiles[(step * targets.length + target) * levels.length + level];
    return {
      series: piece.series,
      column,
      origin: first + row,
      points: Array.from(time, (moment, step) => ({
        time: axis === null ? first + row + step : formatTime(axis, moment),
        value: at(step, middle),
        low: band && at(step, band.low),
        high: band && at(step, band.high),
      })),
      actual: Array.from(values.subarray(row, Math.min(piece.known, row + time.length))),
    };
  });
}

function readsMore(steps: number, asked: number): StudioError {
  const message = `This network reads columns that it does not forecast, so that it can tell ${steps} rows, not ${asked}.`;
  return new StudioError('invalid-data', message, { reason: 'reads-more', steps, asked });
}

function noSuchSeries(series: string, names: readonly (string | null)[]): StudioError {
  const known = names
    .filter((name) => name !== null)
    .slice(0, 20)
    .join(', ');
  const message =
    known === ''
      ? `The table has one series, which has no name.`
      : `There is no series “${series}”. The table has ${known}.`;
  return new StudioError('invalid-data', message, { reason: 'no-such-series', series, known });
}

function tooFewRows(series: string | null, rows: number, needed: number): StudioError {
  const of = series === null ? '' : ` of “${series}”`;
  const message =
    `The forecaster looks back ${needed} rows, and there are ${rows}${of} without a gap before the rows to forecast. ` +
    'Give it more rows, or a later place to go on from.';
  return new StudioError('invalid-data', message, {
    reason: 'too-few-rows-before',
    rows,
    needed,
  });
}
