import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import { usualSeasons } from '../fit/usual-season.ts';
import type { LearntRows } from './place-origins.ts';

/** Rows at which the errors of a season are measured; more tell nothing new. */
const MOST_ROWS = 2000;
/** Steps ahead at which they are measured. */
const MOST_STEPS = 50;

/**
 * Chooses the season of the simple methods: of the one that the network was given and those of the calendar, the one whose repetition has
 * the smallest errors over the training rows, as far ahead as is to be forecast; 1 where the last value is nearer to those of the next
 * season than those of the season before. They are not to depend on what was chosen for the network.
 */
export function chooseSeason(
  { pieces, training }: LearntRows,
  { targets, season, time }: Pick<ForecastPreparation, 'targets' | 'season' | 'time'>,
  horizon: number,
): number {
  const longest = Math.max(...training);
  const candidates = [season ?? 1, ...usualSeasons(time)].filter((each) => each > 1 && 2 * each < longest);
  if (candidates.length === 0) return 1;
  const learnt = pieces.map(({ values }, piece) => values[targets[0]].subarray(0, training[piece]));
  const begin = Math.max(...candidates) + horizon - 1;
  const errors = candidates.map((candidate) => meanError(learnt, { season: candidate, horizon, begin }));
  const best = candidates[errors.reduce((least, error, place) => (error < errors[least] ? place : least), 0)];
  const ofSeason = meanError(learnt, { season: best, horizon: best, begin: 0 });
  return ofSeason < meanError(learnt, { season: 1, horizon: best, begin: 0 }) ? best : 1;
}

interface Repetition {
  season: number;
  /** Steps ahead: as far as these are from an origin, the last season before it is repeated. */
  horizon: number;
  /** The first row that is looked at, so that seasons are compared over the same rows. */
  begin: number;
}

/** The mean over all series, each in the unit of its own steps from row to row. */
function meanError(series: readonly Float64Array[], repetition: Repetition): number {
  const step = { season: 1, horizon: 1, begin: 1 };
  const errors = series.map((values) => repetitionError(values, repetition) / repetitionError(values, step));
  const known = errors.filter(Number.isFinite);
  return known.length === 0 ? Infinity : known.reduce((sum, error) => sum + error, 0) / known.length;
}

/** The mean absolute error of repeating the last season, over the steps of a horizon; NaN where there are no rows for it. */
function repetitionError(values: Float64Array, { season, horizon, begin }: Repetition): number {
  let [sum, count] = [0, 0];
  const first = Math.max(begin, values.length - MOST_ROWS, season + horizon - 1);
  const stride = Math.ceil(horizon / MOST_STEPS);
  for (let step = 0; step < horizon; step += stride) {
    // The last season that is known before the origin, which is `step` rows before the row.
    const lag = season * (Math.floor(step / season) + 1);
    for (let row = first; row < values.length; row++) {
      sum += Math.abs(values[row] - values[row - lag]);
      count++;
    }
  }
  return sum / count;
}
