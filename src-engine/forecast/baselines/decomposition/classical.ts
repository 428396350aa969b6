/**
 * Returns the effects of each place of a season, the place of the first value first, by classical decomposition: the means of what a centred
 * moving average over one season leaves, moved to a mean of 0, or scaled to a mean of 1 for factors. There are at least two seasons of values.
 */
export function seasonalEffects(values: Float64Array, period: number, isProduct: boolean): Float64Array {
  const trend = centredMovingAverage(values, period);
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  trend.forEach((average, n) => {
    const left = isProduct ? values[n] / average : values[n] - average;
    if (!Number.isFinite(left)) return;
    sums[n % period] += left;
    counts[n % period]++;
  });
  const effects = sums.map((sum, n) => (counts[n] === 0 ? (isProduct ? 1 : 0) : sum / counts[n]));
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / period;
  return effects.map((effect) => (isProduct ? effect / mean : effect - mean));
}

/** The moving average, NaN where the window is not whole. A window of even length has half weights at its ends. */
function centredMovingAverage(values: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const isEven = period % 2 === 0;
  return values.map((_, centre) => {
    if (centre < half || centre + half >= values.length) return NaN;
    let sum = 0;
    for (let n = centre - half; n <= centre + half; n++) {
      sum += values[n] * (isEven && Math.abs(n - centre) === half ? 0.5 : 1);
    }
    return sum / period;
  });
}
