import { toLog } from '../prepared-rows.ts';
import type { PreparedColumn } from '../../spec/preparation-spec.ts';
import type { Chosen, FitContext } from './fit-context.ts';
import { usualSeasons } from './usual-season.ts';

/** A season explains at least this share of the variance that a line does not. */
const SMALLEST_CORRELATION = 0.3;
/** A season is seen at least this many times. */
const SEASONS_SEEN = 2.5;
const MOST_ROWS = 20_000;
const MOST_LAGS = 1000;

/**
 * Finds the season of a column by the autocorrelation of its longest piece, without its line: the calendar's seasons first, then the lag
 * whose correlation is the largest of all around it.
 */
export function findSeason(
  { pieces, layout, longest }: FitContext,
  column: number,
  prepared: PreparedColumn,
): Chosen<number | null> {
  const piece = pieces.find(({ known }) => known === longest);
  const none: Chosen<number | null> = { value: null, reasons: [{ code: 'season-none', values: {} }] };
  if (piece === undefined || longest < 8) return none;
  const values = withoutLine(piece.values[column].slice(-MOST_ROWS).map((value) => toLog(value, prepared)));
  const longestLag = Math.floor(values.length / SEASONS_SEEN);
  const correlations = autocorrelations(values, Math.min(longestLag, MOST_LAGS));
  const strongest = peaks(correlations).toSorted((a, b) => correlations[b] - correlations[a])[0];
  const ofCalendar = usualSeasons(layout.time)
    .filter((lag) => lag < correlations.length && isPeak(correlations, lag))
    .toSorted((a, b) => correlations[b] - correlations[a])[0];
  // Multiples of a season correlate as much: the calendar's comes first unless another is clearly stronger.
  const season =
    ofCalendar !== undefined && correlations[ofCalendar] > 0.9 * (correlations[strongest] ?? 0)
      ? ofCalendar
      : strongest;
  if (season === undefined || correlations[season] < SMALLEST_CORRELATION) return none;
  return {
    value: season,
    reasons: [{ code: 'season-found', values: { rows: season, correlation: correlations[season] } }],
  };
}

/** Correlations of values whose mean is 0 with those `lag` rows before, from lag 0 on. */
export function autocorrelations(values: Float64Array, longestLag: number): Float64Array {
  const correlations = new Float64Array(longestLag + 1);
  for (let lag = 0; lag <= longestLag; lag++) {
    let sum = 0;
    for (let n = lag; n < values.length; n++) sum += values[n] * values[n - lag];
    correlations[lag] = sum;
  }
  const variance = correlations[0] || 1;
  return correlations.map((sum) => sum / variance);
}

/** What is left of values when the line is taken away that fits them best. */
function withoutLine(values: Float64Array): Float64Array {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [products, squares] = [0, 0];
  values.forEach((value, n) => {
    products += (n - middle) * (value - mean);
    squares += (n - middle) ** 2;
  });
  const slope = squares === 0 ? 0 : products / squares;
  return values.map((value, n) => value - mean - slope * (n - middle));
}

function peaks(correlations: Float64Array): number[] {
  return Array.from(correlations.keys()).filter((lag) => lag >= 2 && isPeak(correlations, lag));
}

/** A correlation that none of those next to it exceeds, after others that were lower. */
function isPeak(correlations: Float64Array, lag: number): boolean {
  const around = [correlations[lag - 1], correlations[lag + 1] ?? -Infinity];
  return around.every((each) => each <= correlations[lag]);
}
