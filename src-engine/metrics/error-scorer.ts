import type { ForecastScores } from '../spec/backtest-spec.ts';

/** A value that was forecast, and what came. */
export interface ScoredForecast {
  actual: number;
  value: number;
  /** Null where a method tells single values. */
  band: { low: number; high: number } | null;
  /** The error of a seasonal naive forecast, see ForecastScores; 0 or NaN where it is not defined. */
  naiveError: number;
}

export interface ErrorScorer {
  add(forecast: ScoredForecast): void;
  /** `null` where nothing was added. */
  finish(): ForecastScores | null;
}

/** Scores forecasts with bands that are to hold the share `band` of the values. */
export function createErrorScorer(band: number): ErrorScorer {
  const sums = { n: 0, absolute: 0, squares: 0, scaled: 0, scales: 0, relative: 0, pinball: 0, within: 0 };
  let hasBand = true;
  return {
    add({ actual, value, band: ends, naiveError }) {
      const error = Math.abs(actual - value);
      sums.n++;
      sums.absolute += error;
      sums.squares += error * error;
      sums.relative += error === 0 ? 0 : (2 * error) / (Math.abs(actual) + Math.abs(value));
      if (naiveError > 0) {
        sums.scaled += error / naiveError;
        sums.scales++;
      }
      const losses = [pinballLoss(actual, value, 0.5)];
      if (ends === null) hasBand = false;
      else {
        losses.push(pinballLoss(actual, ends.low, (1 - band) / 2), pinballLoss(actual, ends.high, (1 + band) / 2));
        if (actual >= ends.low && actual <= ends.high) sums.within++;
      }
      sums.pinball += losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    },
    finish() {
      const { n } = sums;
      if (n === 0) return null;
      return {
        n,
        mae: sums.absolute / n,
        rmse: Math.sqrt(sums.squares / n),
        mase: sums.scales > 0 ? sums.scaled / sums.scales : null,
        smape: (100 * sums.relative) / n,
        pinball: sums.pinball / n,
        coverage: hasBand ? sums.within / n : null,
      };
    },
  };
}

/** The loss of a quantile of a level, whose mean is least where the share `level` of the values is below it (Koenker & Bassett 1978). */
export function pinballLoss(actual: number, quantile: number, level: number): number {
  return actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);
}
