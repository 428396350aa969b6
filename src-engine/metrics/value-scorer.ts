import type { Scores } from '../spec/evaluation-spec.ts';
import type { Scorer } from './scorer.ts';

/** One column that is predicted. */
export interface ScoredColumn {
  /** The unit of the network's outputs and targets in the column's own unit; 1 where they are not standardised. */
  scale: number;
  /** Mean absolute error of a naive forecast over the training part, in the column's own unit; null where there is none. */
  naiveError: number | null;
}

/** The errors e and targets y of a column, in the network's units. */
interface Sums {
  count: number;
  absolute: number;
  squares: number;
  /** Mean of the targets, and the sum of their squared differences from it (Welford 1962). */
  mean: number;
  spread: number;
}

/**
 * Scores predictions of numbers, outputs and targets (rows, columns): mean absolute error, root mean squared error, R² and the mean
 * absolute error by that of a naive forecast (MASE, Hyndman & Koehler 2006). Of several columns the scores are the means.
 */
export function createValueScorer(columns: readonly ScoredColumn[]): Scorer {
  const sums = columns.map((): Sums => ({ count: 0, absolute: 0, squares: 0, mean: 0, spread: 0 }));
  return {
    add({ targets, outputs }) {
      targets.forEach((target, n) => {
        if (!Number.isNaN(target)) addValue(sums[n % columns.length], target, outputs[n] - target);
      });
    },
    finish() {
      const ofColumns = sums.map((sum, n) => columnScores(sum, columns[n]));
      return { scores: meanScores(ofColumns), breakdown: { kind: 'columns', columns: ofColumns } };
    },
  };
}

function addValue(sums: Sums, target: number, error: number): void {
  sums.count++;
  sums.absolute += Math.abs(error);
  sums.squares += error ** 2;
  const difference = target - sums.mean;
  sums.mean += difference / sums.count;
  sums.spread += difference * (target - sums.mean);
}

function columnScores({ count, absolute, squares, spread }: Sums, { scale, naiveError }: ScoredColumn): Scores {
  if (count === 0) return {};
  const mae = (scale * absolute) / count;
  return {
    mae,
    rmse: scale * Math.sqrt(squares / count),
    ...(spread > 0 && { r2: 1 - squares / spread }),
    ...(naiveError !== null && naiveError > 0 && { mase: mae / naiveError }),
  };
}

/** A score that is not defined for a column is left out of the mean. */
function meanScores(columns: readonly Scores[]): Scores {
  const names = ['mae', 'rmse', 'r2', 'mase'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = columns.flatMap((scores) => scores[name] ?? []);
      return values.length === 0 ? [] : [[name, values.reduce((sum, value) => sum + value, 0) / values.length]];
    }),
  );
}
