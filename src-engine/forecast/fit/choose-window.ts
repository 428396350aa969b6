import type { Chosen } from './fit-context.ts';

const SEASONS = 2;
const USUAL_WINDOW = 24;
/** A network that reads more steps at once takes long; the base method tells what comes again after a longer season. */
const LONGEST_WINDOW = 60;
/** At least this share of the rows that train is left to learn from. */
const LEFT_SHARE = 0.4;

interface WindowNeeds {
  /** The rows that a person chose; null where nobody did. */
  given: number | null;
  season: number | null;
  horizon: number;
  /** Rows of the longest piece that train, and those that are needed before a window. */
  longest: number;
  before: number;
}

/** The rows of history that the network reads: two seasons where there is a short one. */
export function chooseWindow({ given, season, horizon, longest, before }: WindowNeeds): Chosen<number> {
  if (given !== null) return { value: given, reasons: [{ code: 'window-given', values: { rows: given } }] };
  const wanted = Math.min(season === null ? USUAL_WINDOW : Math.max(USUAL_WINDOW, SEASONS * season), LONGEST_WINDOW);
  const most = Math.max(1, Math.floor(longest * (1 - LEFT_SHARE)) - before - horizon);
  if (wanted > most) return { value: most, reasons: [{ code: 'window-short', values: { rows: most } }] };
  const code = season === null || wanted < SEASONS * season ? 'window-usual' : 'window-seasons';
  return { value: wanted, reasons: [{ code, values: { rows: wanted } }] };
}
