import type { ConfusionCell } from '../spec/evaluation-spec.ts';

/** Counts how often targets of each class were taken for each class. Memory is bounded by the pairs that occur. */
export interface ConfusionCounts {
  add(actual: number, predicted: number): void;
  /** Returns the counts in the order of actual classes, and then of predicted ones. */
  cells(): ConfusionCell[];
}

export function createConfusionCounts(): ConfusionCounts {
  const rows = new Map<number, Map<number, number>>();
  return {
    add(actual, predicted) {
      const row = rows.get(actual) ?? new Map<number, number>();
      row.set(predicted, (row.get(predicted) ?? 0) + 1);
      rows.set(actual, row);
    },
    cells: () =>
      [...rows]
        .flatMap(([actual, row]) => Array.from(row, ([predicted, count]): ConfusionCell => [actual, predicted, count]))
        .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
  };
}
