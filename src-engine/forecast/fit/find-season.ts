import { toLog } from '../prepared-rows.ts';
import type { PreparedColumn } from '../../spec/preparation-spec.ts';
import type { Chosen, FitContext } from './fit-context.ts';
import { seasonScores } from './season-scores.ts';
import { usualSeasons } from './usual-season.ts';

/** How often a season of the calendar is seen at least to be found, and to be tried; another one has to be seen more often. */
const CALENDAR_SEEN = 2.5;
const CALENDAR_TRIED = 1.5;
const OTHER_SEEN = 4;
/** The autocorrelation at a season, and how far it rises above those of shorter lags. */
const CALENDAR_CORRELATION = 0.2;
const OTHER_CORRELATION = 0.3;
/** A season of the calendar comes before another one of which the correlation is not larger than its own by this factor. */
const CALENDAR_FIRST = 0.8;
/** A peak that is this near to a season of the calendar is its own, since noise moves it. */
const NEAR_CALENDAR = 0.03;
/** A lag is a multiple of a season if it is this near to one. */
const NEAR_MULTIPLE = 0.1;
/** A shorter season is looked for within one that has more rows. */
const SHORT_SEASON = 60;
const MOST_ROWS = 20_000;
const MOST_LAGS = 1000;

export interface FoundSeasons {
  /** In rows, ascending: those that were found, and those of the calendar that too few rows tell about. */
  all: number[];
  /** The one that tells most; null where none was found. */
  strongest: number | null;
}

/**
 * Finds the seasons of a column by the autocorrelation of its longest piece, and of the changes from row to row in it: those of the calendar,
 * and the lag whose correlation is the largest of all.
 */
export function findSeasons(
  { pieces, layout, longest }: FitContext,
  column: number,
  prepared: PreparedColumn,
): Chosen<FoundSeasons> {
  const piece = pieces.find(({ known }) => known === longest);
  if (piece === undefined || longest < 8) return nothingFound([]);
  const values = piece.values[column].slice(-MOST_ROWS).map((value) => toLog(value, prepared));
  const scores = seasonScores(values, Math.min(Math.floor(values.length / CALENDAR_SEEN), MOST_LAGS));
  const lags = [...scores.keys()];
  const correlationAt = (lag: number): number => scores[lag].correlation;
  const isPeak = (lag: number, smallest: number): boolean =>
    scores[lag].rise >= smallest && scores[lag].correlation >= smallest;
  const byCorrelation = (a: number, b: number): number => correlationAt(b) - correlationAt(a);
  const calendar = usualSeasons(layout.time);
  const found = calendar.filter(
    (season) =>
      season < scores.length &&
      lags.some((lag) => Math.abs(lag - season) <= NEAR_CALENDAR * season && isPeak(lag, CALENDAR_CORRELATION)),
  );
  const [ofCalendar] = found.toSorted(byCorrelation);
  const others = lags
    .filter((lag) => lag * OTHER_SEEN <= values.length && isPeak(lag, OTHER_CORRELATION))
    .toSorted(byCorrelation);
  const [other] = others;
  const untold = calendar.filter((lag) => lag >= scores.length && longest >= CALENDAR_TRIED * lag);
  const isCalendar =
    ofCalendar !== undefined &&
    (other === undefined ||
      correlationAt(ofCalendar) >= CALENDAR_FIRST * correlationAt(other) ||
      isMultiple(other, ofCalendar));
  const season = isCalendar ? ofCalendar : other;
  if (season === undefined) return nothingFound(untold);
  // Days within weeks, where the calendar does not say so.
  const within = season > SHORT_SEASON ? others.filter((lag) => lag <= SHORT_SEASON).slice(0, 1) : [];
  const all = new Set([season, ...found, ...untold, ...(found.some((lag) => lag <= SHORT_SEASON) ? [] : within)]);
  return {
    value: { all: [...all].toSorted((a, b) => a - b), strongest: season },
    reasons: [{ code: 'season-found', values: { rows: season, correlation: correlationAt(season) } }],
  };
}

function nothingFound(all: number[]): Chosen<FoundSeasons> {
  const reasons = all.map((rows) => ({ code: 'season-of-calendar' as const, values: { rows } }));
  return {
    value: { all, strongest: null },
    reasons: reasons.length > 0 ? reasons : [{ code: 'season-none', values: {} }],
  };
}

function isMultiple(lag: number, season: number): boolean {
  const times = Math.round(lag / season);
  return times > 1 && Math.abs(lag - times * season) <= NEAR_MULTIPLE * season;
}
