import { createStream } from '../../../random/stream.ts';
import { extendEts } from './ets-model.ts';
import type { FittedEts } from './fit-ets.ts';

export interface EtsForecast {
  means: Float64Array;
  /** The band in which a value is with the probability that was asked for. */
  low: Float64Array;
  high: Float64Array;
}

/** Futures that are drawn for the band of a model with multiplicative errors, which has no closed form. */
const PATHS = 1000;

/** `deviates` is the number of standard deviations on each side of the mean of a normal distribution's band of probability `coverage`. */
export function forecastEts(
  fitted: FittedEts,
  horizon: number,
  { coverage, deviates }: { coverage: number; deviates: number },
): EtsForecast {
  const means = expectedValues(fitted, horizon);
  if (fitted.components.error === 'multiplicative') return { means, ...simulatedBand(fitted, horizon, coverage) };
  const deviations = additiveDeviations(fitted, horizon);
  return {
    means,
    low: means.map((mean, step) => mean - deviates * deviations[step]),
    high: means.map((mean, step) => mean + deviates * deviations[step]),
  };
}

/** σ √(1 + Σ c_j²) with c_j = α + β (φ + … + φʲ) + γ where j is a whole number of seasons (Hyndman et al. 2008, section 6.3). */
function additiveDeviations({ components, smoothing, end, variance }: FittedEts, horizon: number): Float64Array {
  const { alpha, beta, gamma, phi } = smoothing;
  let squares = 1;
  let damping = 0;
  return Float64Array.from({ length: horizon }, (_, step) => {
    if (step > 0) {
      damping += phi ** step;
      const isSeason = components.season !== 'none' && step % end.season.length === 0;
      squares += (alpha + (components.trend === 'none' ? 0 : beta * damping) + (isSeason ? gamma : 0)) ** 2;
    }
    return Math.sqrt(variance * squares);
  });
}

/**
 * The level and the season of a model with multiplicative errors and season vary together, so that the expected value is not the one
 * without errors (Hyndman et al. 2008, section 6.4). For each place of the season the expected product of level and effect, and of growth and
 * effect, are carried on.
 */
function expectedValues({ components, smoothing, end, variance }: FittedEts, horizon: number): Float64Array {
  if (components.error === 'additive' || components.season !== 'multiplicative') {
    return extendEts(components, smoothing, end, horizon);
  }
  const { alpha, beta, gamma, phi } = smoothing;
  const levels = end.season.map((effect) => end.level * effect);
  const growths = end.season.map((effect) => end.growth * effect);
  return Float64Array.from({ length: horizon }, (_, step) => {
    const place = step % end.season.length;
    const mean = levels[place] + phi * growths[place];
    levels.forEach((level, n) => (levels[n] = level + phi * growths[n]));
    growths.forEach((growth, n) => (growths[n] = phi * growth));
    levels[place] += variance * gamma * alpha * mean;
    growths[place] += variance * gamma * beta * mean;
    return mean;
  });
}

function simulatedBand(
  fitted: FittedEts,
  horizon: number,
  coverage: number,
): { low: Float64Array; high: Float64Array } {
  const paths = Array.from({ length: horizon }, () => new Float64Array(PATHS));
  // The same futures are drawn each time, so that a forecast is the same again.
  const stream = createStream(0, 'exponential-smoothing', 0);
  for (let path = 0; path < PATHS; path++) {
    simulate(fitted, horizon, () => stream.normal()).forEach((value, step) => (paths[step][path] = value));
  }
  const at = (share: number) => Math.min(PATHS - 1, Math.floor(share * PATHS));
  const sorted = paths.map((values) => values.sort());
  return {
    low: Float64Array.from(sorted, (values) => values[at((1 - coverage) / 2)]),
    high: Float64Array.from(sorted, (values) => values[at((1 + coverage) / 2)]),
  };
}

/** A future with relative errors. */
function simulate(
  { components, smoothing, end, variance }: FittedEts,
  horizon: number,
  normal: () => number,
): Float64Array {
  const { alpha, beta, gamma, phi } = smoothing;
  const season = end.season.slice();
  let { level, growth } = end;
  return Float64Array.from({ length: horizon }, (_, step) => {
    const place = step % season.length;
    const base = level + phi * growth;
    const effect = components.season === 'none' ? 0 : season[place];
    const isProduct = components.season === 'multiplicative';
    const mean = isProduct ? base * effect : base + effect;
    const error = Math.sqrt(variance) * normal() * mean;
    const ofLevel = isProduct ? error / effect : error;
    level = base + alpha * ofLevel;
    growth = phi * growth + beta * ofLevel;
    if (components.season !== 'none') season[place] = effect + gamma * (isProduct ? error / base : error);
    return mean + error;
  });
}
