import type { Chosen } from './fit-context.ts';

const SEASONS = 2;
const USUAL_WINDOW = 24;
/** A network that reads more steps at once forgets the first, and takes long. */
const LONGEST_WINDOW = 400;
/** At least this share of the rows that train is left to learn from. */
const LEFT_SHARE = 0.4;

interface WindowNeeds {
  /** What a person said. */
  given: number | null;
  season: number | null;
  horizon: number;
  /** Rows of the longest piece that train, and those that are needed before a window. */
  longest: number;
  before: number;
}

/** The rows of history that the network reads: two seasons where there is one. */
export function chooseWindow({ given, season, horizon, longest, before }: WindowNeeds): Chosen<number> {
  if (given !== null) return { value: given, reasons: [{ code: 'window-given', values: { rows: given } }] };
  const wanted = Math.min(season === null ? Math.max(USUAL_WINDOW, 2 * horizon) : SEASONS * season, LONGEST_WINDOW);
  const most = Math.max(1, Math.floor(longest * (1 - LEFT_SHARE)) - before - horizon);
  if (wanted > most) return { value: most, reasons: [{ code: 'window-short', values: { rows: most } }] };
  const code = season === null ? 'window-usual' : 'window-seasons';
  return { value: wanted, reasons: [{ code, values: { rows: wanted } }] };
}
