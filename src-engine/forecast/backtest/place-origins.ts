import type { SeriesRows } from '../rows/series-rows.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';

/** The first row that is forecast, counted in its piece. */
export interface PlacedOrigin {
  piece: number;
  row: number;
}

export interface PlacedOrigins {
  origins: PlacedOrigin[];
  seriesUsed: number;
  seriesTotal: number;
}

/** Rows, and how many of the first of each piece a network has learnt. */
export interface LearntRows {
  pieces: readonly SeriesRows[];
  training: readonly number[];
}

/** Forecasts of all simple methods take about a second each, so that there are no more of them than these. */
const MOST_FORECASTS = 200;
/** An origin has at least the horizon by this after it. */
const LEAST_PART = 3;
const FEWEST_ORIGINS = 5;
const MOST_ORIGINS = 12;

/**
 * Places the origins of a backtest evenly over the rows of each series that did not train the network, from the first of them to the last
 * that has a whole horizon after it, or a third of one where these are too few. The first is always among them. Where there are many series, some are picked evenly.
 */
export function placeOrigins(
  { pieces, training }: LearntRows,
  { history, targets }: Pick<ForecastPreparation, 'history' | 'targets'>,
  { origins, horizon }: { origins: number | null; horizon: number },
): PlacedOrigins {
  const names = [...new Set(pieces.map(({ series }) => series))];
  const bySeries = names
    .map((name) => candidatesOf(name, { pieces, training }, { history, horizon, wanted: origins ?? FEWEST_ORIGINS }))
    .filter((candidates) => candidates.length > 0);
  const wanted = origins ?? usualOrigins(bySeries, horizon);
  const most = Math.max(1, Math.floor(MOST_FORECASTS / (wanted * targets.length)));
  const used = evenly(bySeries, most);
  return {
    origins: used.flatMap((candidates) => evenly(candidates, wanted)),
    seriesUsed: used.length,
    seriesTotal: names.length,
  };
}

/** Returns the number of origins that forecast the rows of the longest series about once. */
function usualOrigins(bySeries: readonly (readonly PlacedOrigin[])[], horizon: number): number {
  const longest = bySeries.reduce((most, candidates) => Math.max(most, candidates.length), 0);
  return Math.max(FEWEST_ORIGINS, Math.min(MOST_ORIGINS, Math.ceil(longest / horizon)));
}

/** The rows of a series that an origin can be at. Where too few have a whole horizon after them, those with a third of one count too. */
function candidatesOf(
  name: string | null,
  { pieces, training }: LearntRows,
  { history, horizon, wanted }: { history: number; horizon: number; wanted: number },
): PlacedOrigin[] {
  const withAhead = (rows: number) =>
    pieces.flatMap(({ series, known }, piece) => {
      if (series !== name) return [];
      const first = Math.max(training[piece], history);
      // A piece that is short has one origin, with as many rows after it as there are.
      const last = Math.max(first, known - rows);
      const count = first < known ? last - first + 1 : 0;
      return Array.from({ length: count }, (_, n) => ({ piece, row: first + n }));
    });
  const whole = withAhead(horizon);
  return whole.length >= wanted ? whole : withAhead(Math.ceil(horizon / LEAST_PART));
}

/** The first and the last of all and others between, at most `count`. */
function evenly<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  if (count === 1) return [all[0]];
  return Array.from({ length: count }, (_, n) => all[Math.round((n * (all.length - 1)) / (count - 1))]);
}
