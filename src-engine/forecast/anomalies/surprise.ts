import { bandOfLevels } from '../band-of-levels.ts';
import { normalQuantile } from '../normal-quantile.ts';
import type { SeriesForecast } from '../../spec/forecast-job.ts';

/** A value that is expected, and how far others are from it on each side: a standard deviation, as the band tells it. */
export interface Expectation {
  expected: number;
  below: number;
  above: number;
}

/** A value of a predicted column, and how surprising it is. */
export interface ScoredValue {
  piece: number;
  row: number;
  /** A place in the preparation's targets. */
  target: number;
  value: number;
  expectation: Expectation;
  score: number;
}

/** Reads the first step of a forecast. `fallback` is the deviation of a network that tells single values; bands are at least a share of it. */
export function expectationOf(
  { levels, quantiles }: SeriesForecast,
  { target, fallback }: { target: number; fallback: number },
): Expectation {
  const at = (level: number) => quantiles[target * levels.length + level];
  const expected = at(levels.indexOf(0.5));
  const band = bandOfLevels(levels);
  if (band === null) return { expected, below: fallback, above: fallback };
  const side = (level: number) =>
    Math.max(LEAST_SHARE * fallback, (at(level) - expected) / normalQuantile(levels[level]));
  return { expected, below: side(band.low), above: side(band.high) };
}

/** The score of a value other than the only one that was ever seen. */
const MOST_SURPRISING = 1e6;
/** A band narrower than this share of the usual deviation is taken as this wide: a network may be sure of nothing by mistake. */
const LEAST_SHARE = 0.05;

/** The distance of a value from what is expected, in deviations; not negative. */
export function surprise(value: number, { expected, below, above }: Expectation): number {
  const distance = Math.abs(value - expected);
  return distance === 0 ? 0 : Math.min(MOST_SURPRISING, distance / (value < expected ? below : above));
}
