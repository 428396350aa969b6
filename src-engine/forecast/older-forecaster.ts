import type { DatasetContent } from '../spec/dataset-content.ts';
import type { ForecastSpec } from '../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { readNumericSeries } from '../text/numeric-series.ts';
import { decodeUtf8 } from '../text/utf8.ts';
import { fitStandardisation } from '../training/standardisation.ts';

/** The forecast of a network of an older studio, whose specification leaves it out, and how the network reads a table. */
export interface OlderForecaster {
  forecast: ForecastSpec;
  preparation: ForecastPreparation;
  /** The rows that it can forecast; null means as many as one likes, since it reads nothing but what it forecasts. */
  mostSteps: number | null;
}

/**
 * Says what a network of an older studio does in the terms of today. It was trained on windows of standardised rows to tell the values
 * `ahead` rows after their end, and its scaling was not stored: it is that of the training part of its table. As a forecaster it tells one
 * row, and reads rows that lie `ahead − 1` rows back, so that its first `ahead` forecasts need no other. Returns null for a network that
 * tells values of the rows that it reads, which forecasts nothing.
 */
export function olderForecaster(
  content: Extract<DatasetContent, { kind: 'numeric' }>,
  train: TrainSpec,
): OlderForecaster | null {
  const { features, targets, horizon: ahead } = content;
  if (ahead < 1) return null;
  const names = [...targets, ...features.filter((name) => !targets.includes(name))];
  const { rows, features: table } = readNumericSeries(decodeUtf8(content.table), { ...content, features: names });
  const trainingRows = Math.floor(rows * (1 - train.validationFraction));
  const scales = fitStandardisation(table.values.subarray(0, trainingRows * names.length), names.length, train);
  const history = train.sequenceLength + ahead - 1;
  return {
    forecast: { window: train.sequenceLength, horizon: 1, targets: targets.length, head: { type: 'value' } },
    mostSteps: features.every((name) => targets.includes(name)) ? null : ahead,
    preparation: {
      version: 1,
      kind: 'forecast',
      time: null,
      columns: names.map((name, place) => ({
        name,
        role: place < targets.length ? 'predict' : 'read',
        categories: null,
        log: null,
      })),
      targets: targets.map((_, place) => place),
      window: train.sequenceLength,
      horizon: 1,
      history,
      season: null,
      inputs: features.map((name) => ({
        kind: 'value',
        column: names.indexOf(name),
        lag: ahead - 1,
        minus: null,
        gain: 1,
      })),
      readsHorizon: false,
      bases: targets.map(() => ({ name: 'zero', effects: [], steps: [{ lags: [], weights: [], bias: 0 }] })),
      residuals: [targets.map(() => 1)],
      series: [
        {
          name: null,
          scales: names.map((_, place) => ({ mean: scales.means[place], deviation: scales.deviations[place] })),
        },
      ],
      calibration: null,
      reasons: [],
    },
  };
}
