import type { ConfusionCell, Scores } from '../spec/evaluation-spec.ts';

export interface ClassMetrics {
  /** The class's id. */
  id: number;
  /** The share of correct predictions among all predictions of this class; null if there were none. */
  precision: number | null;
  /** The share of this class's targets that were predicted correctly; null if it has none. */
  recall: number | null;
  /** The harmonic mean of precision and recall: 2·right / (predicted + actual). */
  f1: number;
  /** The number of targets of this class. */
  support: number;
}

/** Metrics of each class that occurs among targets or predictions, by ascending id. */
export function classMetrics(confusion: readonly ConfusionCell[]): ClassMetrics[] {
  const counts = new Map<number, { right: number; actual: number; predicted: number }>();
  const of = (id: number) => {
    const known = counts.get(id) ?? { right: 0, actual: 0, predicted: 0 };
    counts.set(id, known);
    return known;
  };
  for (const [actual, predicted, count] of confusion) {
    of(actual).actual += count;
    of(predicted).predicted += count;
    if (actual === predicted) of(actual).right += count;
  }
  return [...counts]
    .map(([id, { right, actual, predicted }]) => ({
      id,
      precision: ratio(right, predicted),
      recall: ratio(right, actual),
      f1: (2 * right) / (predicted + actual),
      support: actual,
    }))
    .toSorted((a, b) => a.id - b.id);
}

/** Returns the share of all targets that were predicted correctly; null if there are none. */
export function accuracy(confusion: readonly ConfusionCell[]): number | null {
  const sum = (cells: readonly ConfusionCell[]) => cells.reduce((total, [, , count]) => total + count, 0);
  return ratio(sum(confusion.filter(([actual, predicted]) => actual === predicted)), sum(confusion));
}

/**
 * Returns the means over the classes that occur, each with the same weight, and F1 over all targets together, which
 * equals the accuracy because each target has one class. A precision or recall of nothing counts as 0. scikit-learn's
 * `average='macro'` and `'micro'` do the same.
 */
export function classScores(confusion: readonly ConfusionCell[]): Scores {
  const share = accuracy(confusion);
  if (share === null) return {};
  const classes = classMetrics(confusion);
  const mean = (of: (metrics: ClassMetrics) => number | null) =>
    classes.reduce((sum, metrics) => sum + (of(metrics) ?? 0), 0) / classes.length;
  return {
    accuracy: share,
    f1Macro: mean(({ f1 }) => f1),
    f1Micro: share,
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
