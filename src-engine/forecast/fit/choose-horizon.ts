import type { SeriesLayout } from '../../spec/series-layout.ts';
import type { Chosen } from './fit-context.ts';

const USUAL_HORIZON = 20;
/** At most this share of the longest series is forecast at once: as many rows are held back, and what is left has to be learnt from. */
const LARGEST_SHARE = 1 / 8;
/** Short seasons are forecast several at once. */
const WEEK = 7;
const DAY = 24;
const SEASONS = { week: 4, day: 2, long: 1 };

interface HorizonNeeds {
  layout: SeriesLayout;
  /** The rows that a person chose; null where nobody did. */
  given: number | null;
  season: number | null;
  /** Known rows of the longest piece. */
  longest: number;
}

/** The rows to forecast at once: what a person said, or whole seasons. */
export function chooseHorizon({ layout, given, season, longest }: HorizonNeeds): Chosen<number> {
  const wanted = given ?? layout.horizon;
  if (wanted !== null) return { value: wanted, reasons: [{ code: 'horizon-given', values: { rows: wanted } }] };
  const usual = season === null ? USUAL_HORIZON : season * seasonsOf(season);
  const rows = Math.max(1, Math.min(usual, Math.floor(longest * LARGEST_SHARE)));
  const code = season === null || rows < season ? 'horizon-usual' : 'horizon-season';
  return { value: rows, reasons: [{ code, values: { rows } }] };
}

function seasonsOf(season: number): number {
  if (season > DAY) return SEASONS.long;
  return season > 4 && season <= WEEK ? SEASONS.week : SEASONS.day;
}
