import type { Anomaly, AnomalyResult, AnomalyTask, AnomalyThreshold } from '../../spec/anomaly-spec.ts';
import type { SeriesForecast } from '../../spec/forecast-job.ts';
import type { Interruptible } from '../../spec/interruptible.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { LearntRows } from '../backtest/place-origins.ts';
import { expectValues } from './expect-values.ts';
import type { Forecaster } from './expect-values.ts';
import { findThreshold } from './find-threshold.ts';
import { judgeAgain } from './judge-again.ts';
import { expectationOf, surprise } from './surprise.ts';
import type { ScoredValue } from './surprise.ts';

export interface AnomalyOptions extends LearntRows {
  preparation: ForecastPreparation;
  task: AnomalyTask;
  forecast: Forecaster;
  /** Rows that were looked at, and all of them. */
  onProgress: (done: number, total: number) => void;
}

/**
 * Finds the values that the forecaster does not expect one step ahead. A score is the distance from the forecast median in deviations; the
 * threshold is that which usual values exceed with the wanted rate, on the rows that the network has not learnt. Values that are surprising
 * only because of an anomaly shortly before them are none. Resolves with null when aborted.
 */
export async function findAnomalies(
  options: AnomalyOptions,
  interruptible: Interruptible,
): Promise<AnomalyResult | null> {
  const { pieces, training, preparation, task, forecast, onProgress } = options;
  const rows = pieces.flatMap(({ known }, piece) =>
    Array.from({ length: Math.max(0, known - preparation.history) }, (_, n) => ({
      piece,
      row: preparation.history + n,
    })),
  );
  const forecasts = await expectValues(
    rows.map(({ piece, row }) => ({ piece: pieces[piece], row })),
    { preparation, forecast },
    interruptible,
    (done) => onProgress(done, rows.length),
  );
  if (forecasts === null) return null;
  const scored = scoreValues(rows, forecasts, options);
  const thresholds = preparation.targets.map((column, target): AnomalyThreshold => {
    const ofTarget = scored.filter((each) => each.target === target);
    const heldBack = ofTarget.filter(({ piece, row }) => row >= training[piece]);
    const used = heldBack.length > 0 ? heldBack : ofTarget;
    return {
      column: preparation.columns[column].name,
      ...findThreshold(
        used.map(({ score }) => score),
        task.falseAlarms,
      ),
      values: used.length,
      isHeldBack: heldBack.length > 0,
    };
  });
  const suspects = scored.filter(({ score, target }) => score > thresholds[target].score);
  const anomalies = await judgeAgain(suspects, { pieces, preparation, thresholds, forecast }, interruptible);
  if (anomalies === null) return null;
  return { thresholds, looked: scored.length, anomalies: anomalies.map((each) => describe(each, options, thresholds)) };
}

function scoreValues(
  rows: readonly { piece: number; row: number }[],
  forecasts: readonly SeriesForecast[],
  { pieces, preparation }: AnomalyOptions,
): ScoredValue[] {
  return preparation.targets.flatMap((column, target) => {
    const fallback = usualDeviation(
      rows.map(({ piece, row }, n) => residual(pieces[piece].values[column][row], forecasts[n], target)),
    );
    return rows.map(({ piece, row }, n): ScoredValue => {
      const value = pieces[piece].values[column][row];
      const expectation = expectationOf(forecasts[n], { target, fallback });
      return { piece, row, target, value, expectation, score: surprise(value, expectation) };
    });
  });
}

function residual(value: number, { levels, quantiles }: SeriesForecast, target: number): number {
  return value - quantiles[target * levels.length + levels.indexOf(0.5)];
}

/** The median of the distances, as the deviation of a normal distribution; it does not mind anomalies. */
function usualDeviation(residuals: number[]): number {
  const distances = residuals.map(Math.abs).sort((left, right) => left - right);
  return (distances[Math.floor(distances.length / 2)] ?? 0) / 0.6745;
}

function describe(
  { piece, row, target, value, expectation, score }: ScoredValue,
  { pieces }: AnomalyOptions,
  thresholds: readonly AnomalyThreshold[],
): Anomaly {
  const { series, time } = pieces[piece];
  const { expected, below, above } = expectation;
  const { column, score: limit } = thresholds[target];
  const [low, high] = [expected - limit * below, expected + limit * above];
  return { series, column, piece, row, time: time[row], value, expected, low, high, score };
}
