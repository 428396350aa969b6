import { baselineNames } from '../../spec/backtest-spec.ts';
import type { BacktestForecast, BacktestResult, BacktestTask } from '../../spec/backtest-spec.ts';
import { EngineError } from '../../spec/engine-error.ts';
import type { ForecastOrigin, SeriesForecast } from '../../spec/forecast-job.ts';
import type { Interruptible } from '../../spec/interruptible.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import { bandOfLevels } from '../band-of-levels.ts';
import { seasonErrors } from '../season-errors.ts';
import { forecastBaseline } from '../baselines/forecast-baseline.ts';
import type { BaselineForecast } from '../baselines/forecast-baseline.ts';
import { chooseSeason } from './choose-season.ts';
import { compareWithSimple } from './compare-with-simple.ts';
import { placeOrigins } from './place-origins.ts';
import type { LearntRows, PlacedOrigin } from './place-origins.ts';
import { scoreMethods } from './score-methods.ts';
import type { ComparedForecast } from './score-methods.ts';

export interface BacktestOptions extends LearntRows {
  preparation: ForecastPreparation;
  task: BacktestTask;
  /** Forecasts by the network as it was trained; resolves with null when aborted. */
  forecast: (origins: ForecastOrigin[]) => Promise<SeriesForecast[] | null>;
  /** Forecasts by simple methods that are done, and all of them. */
  onProgress: (done: number, total: number) => void;
}

/** The band of simple methods beside a network that tells single values. */
const USUAL_BAND = 0.8;

/**
 * Forecasts from several origins in the rows that did not train the network: by the network as it is, and by simple methods that are fitted
 * anew to all values of the series before each origin. Resolves with null when aborted. Throws EngineError `invalid-data` where no row
 * can be forecast.
 */
export async function backtest(options: BacktestOptions, interruptible: Interruptible): Promise<BacktestResult | null> {
  const { pieces, preparation, task } = options;
  const horizon = task.horizon ?? preparation.horizon;
  const placed = placeOrigins(options, preparation, { ...task, horizon });
  if (placed.origins.length === 0) throw nothingHeldBack();
  const ofNetwork = await options.forecast(placed.origins.map(({ piece, row }) => ({ piece, row, horizon })));
  if (ofNetwork === null) return null;
  const band = bandOfLevels(ofNetwork[0].levels)?.share ?? USUAL_BAND;
  const season = chooseSeason(options, preparation, horizon);
  const compared = await forecastAll(
    options,
    { origins: placed.origins, ofNetwork, band, season, horizon },
    interruptible,
  );
  if (compared === null) return null;
  const methods = scoreMethods(compared, { horizon, band, origins: placed.origins.length });
  return {
    horizon,
    season,
    band,
    seriesUsed: placed.seriesUsed,
    seriesTotal: placed.seriesTotal,
    origins: placed.origins.map(({ piece, row }) => ({ series: pieces[piece].series, piece, row })),
    methods,
    forecasts: compared.map(({ forecast }) => forecast),
    simpleIsBetter: compareWithSimple(methods),
  };
}

interface Comparison {
  origins: readonly PlacedOrigin[];
  ofNetwork: readonly SeriesForecast[];
  band: number;
  season: number;
  horizon: number;
}

/** Forecasts by all methods, for each origin and target. Resolves with null when aborted. */
async function forecastAll(
  { pieces, training, preparation, onProgress }: BacktestOptions,
  { origins, ofNetwork, band, season, horizon }: Comparison,
  interruptible: Interruptible,
): Promise<ComparedForecast[] | null> {
  const compared: ComparedForecast[] = [];
  const naiveErrors = seasonErrors(pieces, training, { targets: preparation.targets, season });
  const total = origins.length * preparation.targets.length * baselineNames.length;
  let done = 0;
  for (const [place, { piece, row }] of origins.entries()) {
    const { series, values, known } = pieces[piece];
    for (const [target, column] of preparation.targets.entries()) {
      const methods: Methods = [networkForecast(ofNetwork[place], target, preparation.targets.length)];
      const request = { values: values[column].slice(0, row), period: season, horizon, coverage: band };
      for (const name of baselineNames) {
        const found = await forecastBaseline(name, request, interruptible);
        if (found === null) return null;
        methods.push(baselineForecast(found));
        onProgress(++done, total);
      }
      const forecast: BacktestForecast = {
        origin: place,
        column: preparation.columns[column].name,
        time: Array.from(ofNetwork[place].time),
        actual: Array.from(values[column].subarray(row, Math.min(known, row + horizon))),
        methods,
      };
      compared.push({ forecast, naiveError: naiveErrors.get(series)?.[target] ?? NaN });
    }
  }
  return compared;
}

type Methods = BacktestForecast['methods'];

function networkForecast({ quantiles, levels }: SeriesForecast, target: number, targets: number): Methods[number] {
  const band = bandOfLevels(levels);
  const at = (level: number) =>
    Array.from(
      { length: quantiles.length / (targets * levels.length) },
      (_, step) => quantiles[(step * targets + target) * levels.length + level],
    );
  return {
    model: null,
    fittedRows: null,
    value: at(levels.indexOf(0.5)),
    low: band && at(band.low),
    high: band && at(band.high),
  };
}

function baselineForecast({ model, fittedRows, means, low, high }: BaselineForecast): Methods[number] {
  return { model, fittedRows, value: Array.from(means), low: Array.from(low), high: Array.from(high) };
}

function nothingHeldBack(): EngineError {
  const message =
    'There is no row to test forecasts on: the network has learnt from all of them, or those after are too few. Train with rows held back.';
  return new EngineError('invalid-data', message, { reason: 'no-validation' });
}
