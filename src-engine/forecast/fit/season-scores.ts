/** How much a lag looks like a season. */
export interface SeasonScore {
  correlation: number;
  /** How far the correlation rises above the smallest one of a shorter lag. 0 where a neighbour's is larger: it is no peak. */
  rise: number;
}

/**
 * Scores lags from 0 on by the autocorrelation of values without their line, or of their changes from row to row where that tells more:
 * slow movements hide a season from the one, and noise hides it from the other.
 */
export function seasonScores(values: Float64Array, longestLag: number): SeasonScore[] {
  const ofValues = scoresOf(autocorrelations(withoutLine(values), longestLag));
  const changes = values.slice(1).map((value, n) => value - values[n]);
  const ofChanges = scoresOf(autocorrelations(withoutLine(changes), longestLag));
  return ofValues.map((score, lag) => {
    const other = ofChanges[lag];
    return Math.min(other.rise, other.correlation) > Math.min(score.rise, score.correlation) ? other : score;
  });
}

/** Correlations of values whose mean is 0 with those `lag` rows before, from lag 0 on. */
export function autocorrelations(values: Float64Array, longestLag: number): Float64Array {
  const correlations = new Float64Array(longestLag + 1);
  for (let lag = 0; lag <= longestLag; lag++) {
    let sum = 0;
    for (let n = lag; n < values.length; n++) sum += values[n] * values[n - lag];
    correlations[lag] = sum;
  }
  const variance = correlations[0] || 1;
  return correlations.map((sum) => sum / variance);
}

function scoresOf(correlations: Float64Array): SeasonScore[] {
  let smallest = Infinity;
  return Array.from(correlations, (correlation, lag) => {
    const isPeak =
      lag >= 2 && correlation >= correlations[lag - 1] && correlation >= (correlations[lag + 1] ?? correlation);
    const rise = isPeak ? correlation - smallest : 0;
    smallest = Math.min(smallest, correlation);
    return { correlation, rise };
  });
}

/** Returns what is left of values when the line is taken away that fits them best. */
function withoutLine(values: Float64Array): Float64Array {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [products, squares] = [0, 0];
  values.forEach((value, n) => {
    products += (n - middle) * (value - mean);
    squares += (n - middle) ** 2;
  });
  const slope = squares === 0 ? 0 : products / squares;
  return values.map((value, n) => value - mean - slope * (n - middle));
}
