import { createErrorScorer } from '../../metrics/error-scorer.ts';
import type { ScoredForecast } from '../../metrics/error-scorer.ts';
import { forecastMethods } from '../../spec/backtest-spec.ts';
import type { BacktestForecast, ForecastScores, MethodScores } from '../../spec/backtest-spec.ts';

/** A column's forecasts from one origin by all methods. */
export interface ComparedForecast {
  forecast: BacktestForecast;
  /** The error of a seasonal naive forecast within the training rows; not above 0 where it is not defined. */
  naiveError: number;
}

const NOTHING: ForecastScores = { n: 0, mae: 0, rmse: 0, mase: null, smape: 0, pinball: 0, coverage: null };

/** Scores each method over all that came, by step and by origin. */
export function scoreMethods(
  compared: readonly ComparedForecast[],
  { horizon, band, origins }: { horizon: number; band: number; origins: number },
): MethodScores[] {
  return forecastMethods.map((method, place) => {
    const whole = createErrorScorer(band);
    const steps = Array.from({ length: horizon }, () => createErrorScorer(band));
    const byOrigin = Array.from({ length: origins }, () => createErrorScorer(band));
    for (const each of compared) {
      scoredValues(each, place).forEach((scored, step) => {
        for (const scorer of [whole, steps[step], byOrigin[each.forecast.origin]]) scorer.add(scored);
      });
    }
    return {
      method,
      scores: whole.finish() ?? NOTHING,
      steps: steps.flatMap((scorer) => scorer.finish() ?? []),
      origins: byOrigin.map((scorer) => scorer.finish() ?? NOTHING),
    };
  });
}

function scoredValues({ forecast, naiveError }: ComparedForecast, method: number): ScoredForecast[] {
  const { value, low, high } = forecast.methods[method];
  return forecast.actual.map((actual, step) => ({
    actual,
    value: value[step],
    band: low === null || high === null ? null : { low: low[step], high: high[step] },
    naiveError,
  }));
}
