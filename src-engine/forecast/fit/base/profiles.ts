import type { KnownInput } from '../../../spec/preparation-spec.ts';
import type { SeriesTime } from '../../../spec/series-layout.ts';
import type { Profile } from './effects.ts';
import { seasonPeriod } from './season-period.ts';

/** A season up to this many rows is told by all of its harmonics. */
const SHORT_SEASON = 24;
/** The harmonics that are tried of longer ones; all but the first few where the season has hundreds of rows. */
const HARMONICS = [1, 2, 3, 6, 12, 24];
const FEW_HARMONICS = 3;
const MANY_ROWS = 200;
/** How often a short season is seen at least, and a long one. */
const SHORT_SEEN = 2;
const LONG_SEEN = 1.3;
/** A line is told from a season that is seen this often. */
const LINE_SEEN = 3;
/** A moving mean over this many rows, where there is no season, follows slow movements. */
const USUAL_MOVING_ROWS = 13;

interface ProfileNeeds {
  /** In rows, ascending. */
  seasons: readonly number[];
  time: SeriesTime | null;
  /** Rows of the longest piece. */
  rows: number;
  /** Known-ahead columns, which are a part of every profile. */
  known: readonly KnownInput[];
}

/** The profiles that are compared: none, each season alone, and the shortest with the longest one. */
export function candidateProfiles({ seasons, time, rows, known }: ProfileNeeds): Profile[] {
  const seen = seasons.filter((season) => rows >= (season <= SHORT_SEASON ? SHORT_SEEN : LONG_SEEN) * season);
  const alone = seen.flatMap((season) => harmonicsOf(season, rows).map((harmonics) => [{ season, harmonics }]));
  const both =
    seen.length > 1
      ? harmonicsOf(seen[seen.length - 1], rows).map((harmonics) => [
          { season: seen[0], harmonics: Math.floor(Math.min(seen[0], SHORT_SEASON) / 2) },
          { season: seen[seen.length - 1], harmonics },
        ])
      : [];
  const repeated = [...alone, ...both].map((parts) => ({
    inputs: [...parts.flatMap(({ season, harmonics }) => waves(season, harmonics, time)), ...known],
    detrending: detrendingOf(parts[parts.length - 1].season, rows),
  }));
  return [{ inputs: known, detrending: { kind: 'moving', rows: USUAL_MOVING_ROWS } }, ...repeated];
}

function harmonicsOf(season: number, rows: number): number[] {
  if (season <= SHORT_SEASON) return [Math.floor(season / 2)];
  return HARMONICS.filter(
    (count) =>
      count < season / 4 && (count <= FEW_HARMONICS || season <= MANY_ROWS) && count <= (2 * rows) / season - 1,
  );
}

function detrendingOf(season: number, rows: number): Profile['detrending'] {
  if (season <= rows / 4 && season <= 60) return { kind: 'moving', rows: season };
  return { kind: rows >= LINE_SEEN * season ? 'line' : 'mean' };
}

/** Cosines and sines of a season; a wave of two rows has no sine. */
function waves(season: number, harmonics: number, time: SeriesTime | null): KnownInput[] {
  const period = seasonPeriod(season, time);
  return Array.from({ length: harmonics }, (_, n) => n + 1).flatMap((harmonic): KnownInput[] => {
    const cosine: KnownInput = { kind: 'cycle', period, harmonic, wave: 'cosine' };
    return 2 * harmonic === season ? [cosine] : [cosine, { ...cosine, wave: 'sine' }];
  });
}
