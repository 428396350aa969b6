/** The losses of one network at one rate, by their seeds. */
export interface RateLosses {
  learningRate: number;
  losses: readonly number[];
}

export interface RateComparison {
  pick: number;
  best: { learningRate: number; loss: number };
  /**
   * The ratio of the pick's mean loss to that of the best rate, and the lowest ratio within the interval of their
   * difference.
   */
  ratio: number;
  low: number;
}

/** Student's 97.5 % quantile for the difference of two means of three. */
const T_OF_DIFFERENCE = 2.776;

/**
 * Compares the losses at the picks with the best rate of a grid; null means that no rate of the grid has a loss for
 * every seed.
 */
export function compareRates(picked: readonly number[], grid: readonly RateLosses[]): RateComparison | null {
  const whole = grid.filter(({ losses }) => losses.length === picked.length);
  const [best] = whole.toSorted((a, b) => mean(a.losses) - mean(b.losses));
  if (best === undefined) return null;
  const [pick, loss] = [mean(picked), mean(best.losses)];
  const error = Math.hypot(deviation(picked), deviation(best.losses)) / Math.sqrt(best.losses.length);
  const ratio = pick / loss;
  return {
    pick,
    best: { learningRate: best.learningRate, loss },
    ratio,
    low: Math.max(1, ratio - (T_OF_DIFFERENCE * error) / loss),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1));
}
