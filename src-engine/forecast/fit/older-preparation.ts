import { createNumericSeriesData } from '../../training/numeric-series-data.ts';
import type { Standardisation } from '../../training/standardisation.ts';
import type { DatasetContent } from '../../spec/engine-protocol.ts';
import type { ForecastSpec } from '../../spec/forecast-spec.ts';
import type { ColumnScale, ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { TrainSpec } from '../../spec/train-spec.ts';
import { readNumericSeries } from '../../text/numeric-series.ts';
import { decodeUtf8 } from '../../text/utf8.ts';

/** What a network of an older studio, whose specification does not say so, forecasts of a table, and how it reads it. */
export interface OlderForecaster {
  forecast: ForecastSpec;
  preparation: ForecastPreparation;
}

/**
 * Returns the preparation of a network that was trained before there were any: it read windows of standardised columns, and predicted the
 * standardised columns of a later row. Null where that is not the next row, of which no preparation speaks. Throws EngineError where the
 * content is not what it learnt from.
 */
export function olderPreparation(
  content: Extract<DatasetContent, { kind: 'numeric' }>,
  train: TrainSpec,
): OlderForecaster | null {
  if (content.horizon !== 1) return null;
  const series = readNumericSeries(decodeUtf8(content.table), content);
  const { features, targets } = createNumericSeriesData(series, { ...train, horizon: content.horizon });
  const read = content.features.filter((name) => !content.targets.includes(name));
  const names = [...content.targets, ...read];
  const window = train.sequenceLength;
  return {
    forecast: { window, horizon: 1, targets: content.targets.length, head: { type: 'value' } },
    preparation: {
      version: 1,
      kind: 'forecast',
      time: null,
      columns: names.map((name, n) => ({
        name,
        role: n < content.targets.length ? 'predict' : 'read',
        categories: null,
        log: null,
      })),
      targets: content.targets.map((_, target) => target),
      ...{ window, horizon: 1, history: window, season: null },
      inputs: content.features.map((name) => ({
        kind: 'value',
        column: names.indexOf(name),
        ...{ lag: 0, minus: null, gain: 1 },
      })),
      readsHorizon: false,
      bases: content.targets.map(() => ({ name: 'zero', effects: [], steps: [{ lags: [], weights: [], bias: 0 }] })),
      residuals: [content.targets.map(() => 1)],
      series: [
        {
          name: null,
          scales: [...scalesOf(targets), ...read.map((name) => scaleOf(features, content.features.indexOf(name)))],
        },
      ],
      calibration: null,
      reasons: [],
    },
  };
}

function scalesOf(columns: Standardisation): ColumnScale[] {
  return Array.from(columns.means, (_, column) => scaleOf(columns, column));
}

function scaleOf({ means, deviations }: Standardisation, column: number): ColumnScale {
  return { mean: means[column], deviation: deviations[column] };
}
