/** counts[actual][predicted]. Classes are ids from 0 to classCount − 1; a label of −1 is left out. */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classCount: number,
): number[][] {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let n = 0; n < actual.length; n++) {
    if (actual[n] >= 0) counts[actual[n]][predicted[n]]++;
  }
  return counts;
}

export interface ClassMetrics {
  /** Right among those predicted to be of this class; null if none was. */
  precision: number | null;
  /** Right among those that are of this class; null if none is. */
  recall: number | null;
  /** Harmonic mean of the two: 2·right / (predicted + actual); null if both are empty. */
  f1: number | null;
  /** The number of samples of this class. */
  support: number;
}

/** Metrics of each class, from a confusion matrix. */
export function classMetrics(confusion: readonly (readonly number[])[]): ClassMetrics[] {
  return confusion.map((row, id) => {
    const right = row[id];
    const support = sum(row);
    const predicted = sum(confusion.map((counts) => counts[id]));
    return {
      precision: ratio(right, predicted),
      recall: ratio(right, support),
      f1: ratio(2 * right, predicted + support),
      support,
    };
  });
}

/** Share of all that were predicted rightly; null if there are none. */
export function accuracy(confusion: readonly (readonly number[])[]): number | null {
  return ratio(sum(confusion.map((row, id) => row[id])), sum(confusion.map(sum)));
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
