import { bandOfLevels } from '../../../src-engine/forecast/band-of-levels.ts';
import type { SeriesRows } from '../../../src-engine/forecast/rows/series-rows.ts';
import { seasonErrors } from '../../../src-engine/forecast/season-errors.ts';
import { createErrorScorer, type ErrorScorer } from '../../../src-engine/metrics/error-scorer.ts';
import type { ForecastOrigin, SeriesForecast } from '../../../src-engine/spec/forecast-job.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { EvaluationOf } from '../../contract/evaluation-records.ts';
import type { RunView } from '../../db/run-table.ts';
import type { RunRows } from '../../datasets/content/new-rows.ts';
import { placedPieces } from '../forecasts/series-history.ts';
import { seriesContent } from '../../datasets/content/series-table.ts';
import type { InspectedNetworks } from '../networks/inspected-networks.ts';

interface Evaluated {
  run: RunView;
  checkpointId: string | null;
  preparation: ForecastPreparation;
  rows: RunRows;
}

/**
 * Forecasts the new rows of each series, as many at once as the network was trained for and each time from all that came before, and compares
 * them with what they say. Throws `invalid-data` where none of them has enough rows before it.
 */
export async function evaluateValues(
  networks: InspectedNetworks,
  { run, checkpointId, preparation, rows }: Evaluated,
  signal: AbortSignal | undefined,
): Promise<Omit<EvaluationOf<'values'>, 'kind' | 'leftOut'>> {
  const { origins, onlyRead } = placeOrigins(rows, preparation);
  if (origins.length === 0) throw nothingToForecast(preparation, rows);
  const task = { content: seriesContent(rows.layout, rows.pieces), origins, simpleMethod: null };
  const { step, forecasts } = await networks.forecast(run, checkpointId, task, signal);
  return { step, onlyRead, ...scoresOf(forecasts, rows, preparation) };
}

function placeOrigins(
  { pieces, newFrom }: RunRows,
  { history, horizon }: Pick<ForecastPreparation, 'history' | 'horizon'>,
): { origins: ForecastOrigin[]; onlyRead: number } {
  const origins: ForecastOrigin[] = [];
  let onlyRead = 0;
  for (const [series, from] of newFrom) {
    for (const { piece, first } of placedPieces(pieces, series)) {
      const begin = Math.max(0, from - first);
      const start = Math.min(piece.known, Math.max(begin, history));
      onlyRead += Math.max(0, start - begin);
      for (let row = start; row < piece.known; row += horizon) {
        origins.push({ piece: pieces.indexOf(piece), row, horizon: Math.min(horizon, piece.known - row) });
      }
    }
  }
  return { origins, onlyRead };
}

function scoresOf(
  forecasts: readonly SeriesForecast[],
  { pieces, own, layout }: RunRows,
  preparation: ForecastPreparation,
): Omit<EvaluationOf<'values'>, 'kind' | 'leftOut' | 'step' | 'onlyRead'> {
  const { targets, columns } = preparation;
  const names = targets.map((place) => columns[place].name);
  const places = names.map((name) => layout.columns.findIndex((column) => column.name === name));
  const scales = seasonErrors(
    own,
    own.map(({ known }) => known),
    { targets: places, season: preparation.season },
  );
  const share = bandOfLevels(forecasts[0]?.levels ?? [])?.share ?? 0;
  const whole = createErrorScorer(share);
  const parts = new Map<string, { series: string | null; column: string; scorer: ErrorScorer }>();
  for (const forecast of forecasts) {
    const piece: SeriesRows = pieces[forecast.piece];
    names.forEach((column, target) => {
      const key = JSON.stringify([piece.series, column]);
      const part = parts.get(key) ?? { series: piece.series, column, scorer: createErrorScorer(share) };
      parts.set(key, part);
      const naiveError = scales.get(piece.series)?.[target] ?? NaN;
      forecast.time.forEach((_, step) => {
        const actual = piece.values[places[target]][forecast.row + step];
        const scored = { actual, naiveError, ...pointOf(forecast, step, target, targets.length) };
        for (const scorer of [whole, part.scorer]) scorer.add(scored);
      });
    });
  }
  return {
    ...figuresOf(whole),
    perColumn: Array.from(parts.values(), ({ series, column, scorer }) => {
      const { n, mae, rmse, mase } = figuresOf(scorer);
      return { series, column, n, mae, rmse, mase };
    }),
  };
}

function pointOf({ levels, quantiles }: SeriesForecast, step: number, target: number, targets: number) {
  const at = (level: number) => quantiles[(step * targets + target) * levels.length + level];
  const band = bandOfLevels(levels);
  return { value: at(levels.indexOf(0.5)), band: band && { low: at(band.low), high: at(band.high) } };
}

function figuresOf(scorer: ErrorScorer) {
  const { n, mae, rmse, mase, coverage } = scorer.finish() ?? { n: 0, mae: 0, rmse: 0, mase: null, coverage: null };
  return { n, mae, rmse, mase, coverage };
}

function nothingToForecast({ history }: ForecastPreparation, { pieces }: RunRows): StudioError {
  const rows = Math.max(0, ...pieces.map(({ known }) => known));
  const message =
    `The forecaster looks back ${history} rows, and none of the new rows has so many before it without a gap. ` +
    'Give it more rows, or rows that begin right after those that it has learnt from.';
  return new StudioError('invalid-data', message, { reason: 'too-few-rows-before', rows, needed: history });
}
