const LONGEST_SEASON = 60;
/** Rows that are looked back where there is no season, and where it is longer than what is looked back. */
const USUAL_ROWS = 40;
const LONG_ROWS = 60;
const SHORTEST_WINDOW = 3;

/** The season whose rows methods look back, each by its own; a longer one is told by waves of time alone. */
export function shortestSeason(seasons: readonly number[]): number | null {
  const [first] = seasons;
  return first !== undefined && first <= LONGEST_SEASON ? first : null;
}

/** The rows that a base method looks back: about five short seasons, but no more than leave enough rows to fit it to. */
export function baseWindow(rows: number, season: number | null): number {
  const twoSeasons = season !== null && season <= 24 ? Math.min(2 * season + 2, rows - 10) : 0;
  return Math.max(SHORTEST_WINDOW, Math.min(wantedRows(season), Math.max(Math.floor(rows / 2.5), twoSeasons)));
}

function wantedRows(season: number | null): number {
  if (season === null) return USUAL_ROWS;
  if (season <= 4) return 24;
  if (season <= 24) return Math.max(USUAL_ROWS, Math.min(5 * season, 96));
  return season <= LONGEST_SEASON ? 2 * season + 8 : LONG_ROWS;
}
