/** A share with its 95 % interval. */
export interface Share {
  count: number;
  of: number;
  share: number;
  low: number;
  high: number;
}

/** The 97.5 % quantile of the standard normal distribution. */
const Z = 1.959964;

/** Returns the interval of Wilson (1927) for a share, which is also valid for shares near nothing and near all. */
export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, share: NaN, low: 0, high: 1 };
  const share = count / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const reach = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / (1 + Z ** 2 / of);
  return { count, of, share, low: count === 0 ? 0 : middle - reach, high: count === of ? 1 : middle + reach };
}

/**
 * Returns the upper 95 % bound of a mean count of rare events, which is exact for independent events (Garwood 1936):
 * the mean of the Poisson distribution in which only one case in twenty has so few events.
 */
export function poissonUpperBound(events: number, exposure: number): number {
  if (exposure === 0) return Infinity;
  let low = events;
  let high = 2 * events + 10;
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (poissonAtMost(events, middle) > 0.05) low = middle;
    else high = middle;
  }
  return high / exposure;
}

function poissonAtMost(events: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let n = 1; n <= events; n++) sum += term *= mean / n;
  return sum;
}

/**
 * Returns the 95th percentile of the mean when whole groups are drawn again (Efron 1979), since the runs of a group
 * have their data in common and are not independent.
 */
export function bootstrapUpperBound(groups: readonly (readonly number[])[], random: () => number): number {
  if (groups.length === 0) return Infinity;
  const sums = groups.map((group) => ({ sum: group.reduce((a, b) => a + b, 0), count: group.length }));
  const means = Array.from({ length: RESAMPLES }, () => {
    const drawn = sums.map(() => sums[Math.floor(random() * sums.length)]);
    return drawn.reduce((total, { sum }) => total + sum, 0) / drawn.reduce((total, { count }) => total + count, 0);
  });
  return means.sort((a, b) => a - b)[Math.floor(0.95 * RESAMPLES)];
}

const RESAMPLES = 4000;
