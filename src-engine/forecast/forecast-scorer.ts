import { createValueScorer } from '../metrics/value-scorer.ts';
import type { Scorer } from '../metrics/scorer.ts';
import type { ForecastHead } from '../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { headLevels } from './decode-head.ts';
import type { PreparedRows } from './prepared-rows.ts';
import { targetValue, unitQuantiles } from './window-quantiles.ts';
import type { SeriesWindow } from './windows/series-windows.ts';

interface ScoredForecasts {
  windows: readonly SeriesWindow[];
  pieces: readonly PreparedRows[];
  preparation: ForecastPreparation;
  head: ForecastHead;
  /** By series and target; see `seasonErrors`. */
  naiveErrors: ReadonlyMap<string | null, readonly number[]>;
}

/** Scores the medians of forecasts in the units of their columns. */
export function createForecastScorer({ windows, pieces, preparation, head, naiveErrors }: ScoredForecasts): Scorer {
  const { targets, horizon } = preparation;
  const middle = headLevels(head).indexOf(0.5);
  const values = createValueScorer(targets.map(() => ({ scale: 1, naiveError: null })));
  const scaled = targets.map(() => ({ sum: 0, count: 0 }));

  function score(outputs: ArrayLike<number>, { piece, origin }: SeriesWindow, step: number, target: number) {
    const rows = pieces[piece];
    const quantiles = unitQuantiles(outputs, rows, preparation, head, { origin, step, target });
    const actual = rows.values[targets[target]][origin + step];
    const told = targetValue(quantiles[middle], rows, preparation, target);
    const value = targetValue(actual, rows, preparation, target);
    const naive = naiveErrors.get(rows.series)?.[target] ?? NaN;
    if (naive > 0) {
      scaled[target].sum += Math.abs(told - value) / naive;
      scaled[target].count++;
    }
    return { told, value };
  }

  return {
    add({ batch, targets: given, outputs, samples = [] }) {
      const size = outputs.length / batch;
      samples.forEach((sample, b) => {
        if (sample === undefined) return;
        const ofRow = Array.from({ length: size }, (_, n) => outputs[b * size + n]);
        for (let step = 0; step < horizon; step++) {
          const actual = new Float32Array(targets.length).fill(NaN);
          const forecast = new Float64Array(targets.length);
          targets.forEach((_, target) => {
            if (Number.isNaN(given[(b * horizon + step) * targets.length + target])) return;
            const { told, value } = score(ofRow, windows[sample], step, target);
            actual[target] = value;
            forecast[target] = told;
          });
          values.add({ batch: 1, targets: actual, outputs: forecast });
        }
      });
    },
    finish() {
      const { scores, breakdown } = values.finish();
      const ofColumns = scaled.map(({ sum, count }) => (count === 0 ? {} : { mase: sum / count }));
      const [sum, count] = scaled.reduce(([s, c], each) => [s + each.sum, c + each.count], [0, 0]);
      return {
        scores: {
          ...scores,
          ...(count > 0 && { mase: sum / count }),
        },
        breakdown:
          breakdown.kind === 'columns'
            ? { ...breakdown, columns: breakdown.columns.map((each, n) => ({ ...each, ...ofColumns[n] })) }
            : breakdown,
      };
    },
  };
}
