import type { SeriesLayout } from '../../spec/series-layout.ts';
import type { Chosen } from './fit-context.ts';
import { usualSeasons } from './usual-season.ts';

const USUAL_HORIZON = 12;
/** A forecast of several short seasons, such as weeks of days, says more than one of a single one. */
const SHORTEST_HORIZON = 8;
/** At most this share of the longest series is forecast at once. */
const LARGEST_SHARE = 1 / 6;

/** The rows to forecast at once: what a person said, or a season of the calendar. */
export function chooseHorizon(
  layout: SeriesLayout,
  given: number | null,
  /** Known rows of the longest piece. */
  longest: number,
): Chosen<number> {
  const wanted = given ?? layout.horizon;
  if (wanted !== null) return { value: wanted, reasons: [{ code: 'horizon-given', values: { rows: wanted } }] };
  const [season] = usualSeasons(layout.time);
  const usual = season === undefined ? USUAL_HORIZON : season * Math.max(1, Math.ceil(SHORTEST_HORIZON / season));
  const rows = Math.max(1, Math.min(usual, Math.floor(longest * LARGEST_SHARE)));
  const code = season === undefined || rows < season ? 'horizon-usual' : 'horizon-season';
  return { value: rows, reasons: [{ code, values: { rows } }] };
}
