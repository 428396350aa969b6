import type { KnownInput, PreparationReason, PreparedColumn, PreparedTime } from '../../spec/preparation-spec.ts';
import { fromUnits, prepareRows } from '../prepared-rows.ts';
import { fitBase } from './base/fit-base.ts';
import type { BaseNeeds, FittedBase, Yielding } from './base/fit-base.ts';
import type { SeriesRows } from '../rows/series-rows.ts';
import type { FitContext } from './fit-context.ts';
import { fitScales } from './fit-scales.ts';

interface BaseChoice {
  /** All columns of the table; the base of `column` is chosen here. */
  columns: readonly PreparedColumn[];
  column: number;
  time: PreparedTime | null;
  horizon: number;
  /** In rows, ascending. */
  seasons: readonly number[];
  /** The inputs that are known ahead of the rows that are forecast. */
  known: readonly KnownInput[];
}

export interface ChosenBase extends FittedBase {
  log: PreparedColumn['log'];
  reasons: PreparationReason[];
}

/** Base methods are fitted to the last rows of each piece. */
const MOST_ROWS = 20_000;
/** There are so many rows in all at most, of pieces that are spread evenly over all of them. */
const MOST_ROWS_OF_ALL = 60_000;
const FEWEST_ROWS = 2000;
/** The profile of a longer series is chosen once, since its logarithm has hardly another one. */
const LONG_SERIES = 5000;
/** Forecasts are kept within this many ranges of the values around them. */
const RANGES_BEYOND = 2;

/** Fits a base method to a column as it is, and to its logarithm where all values are above 0, and keeps the one that errs less. */
export async function chooseBase(given: FitContext, choice: BaseChoice, yielding: Yielding): Promise<ChosenBase> {
  const { name } = choice.columns[choice.column];
  const whole = withFewerPieces(given);
  const plain = await fitTo(whole, { ...choice, log: null, profile: null }, yielding);
  const read = rowsRead(whole, given, name);
  const count = notAboveZero(given, choice.column);
  if (count > 0) {
    const reasons = [
      { code: 'no-log-negative' as const, values: { column: name, count } },
      ...baseReasons(name, plain),
      ...read,
    ];
    return { ...plain, log: null, reasons };
  }
  const profile = whole.longest > LONG_SERIES ? plain.profile : null;
  const logarithmic = await fitTo(whole, { ...choice, log: { shift: 0 }, profile }, yielding);
  const isLog = logarithmic.error < plain.error;
  const chosen = isLog ? logarithmic : plain;
  const share = rounded(logarithmic.error / plain.error);
  const told =
    share === null
      ? []
      : [{ code: isLog ? ('log-better' as const) : ('no-log-better' as const), values: { column: name, share } }];
  return { ...chosen, log: isLog ? { shift: 0 } : null, reasons: [...told, ...baseReasons(name, chosen), ...read] };
}

/** Pieces that are spread evenly over all, the longest among them. */
function withFewerPieces(whole: FitContext): FitContext {
  const most = MOST_ROWS_OF_ALL / FEWEST_ROWS;
  const sizes = whole.pieces.map(({ known }) => Math.min(known, MOST_ROWS));
  if (whole.pieces.length <= most || sumOf(sizes) <= MOST_ROWS_OF_ALL) return whole;
  const stride = whole.pieces.length / (most - 1);
  const places = Array.from({ length: most - 1 }, (_, n) => Math.floor(n * stride));
  const longest = whole.pieces.findIndex(({ known }) => known === whole.longest);
  const chosen = [...new Set([...places, longest])].toSorted((a, b) => a - b);
  return { ...whole, pieces: chosen.map((place) => whole.pieces[place]) };
}

/** The rows of each piece that base methods are fitted to. */
function mostRows({ pieces }: FitContext): number {
  const all = sumOf(pieces.map(({ known }) => Math.min(known, MOST_ROWS)));
  return all <= MOST_ROWS_OF_ALL ? MOST_ROWS : Math.max(FEWEST_ROWS, Math.floor(MOST_ROWS_OF_ALL / pieces.length));
}

function rowsRead(fitted: FitContext, { rows: all }: FitContext, column: string): PreparationReason[] {
  const most = mostRows(fitted);
  const rows = sumOf(fitted.pieces.map(({ known }) => Math.min(known, most)));
  return rows < all ? [{ code: 'base-latest-rows', values: { column, rows, all } }] : [];
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function baseReasons(column: string, { base, error, naiveError, shares }: FittedBase): PreparationReason[] {
  const methods = [...shares].toSorted(([, a], [, b]) => b - a).map(([method]) => method);
  const share = rounded(error / naiveError);
  return [
    { code: 'base-average', values: { column, methods: methods.join(', ') } },
    ...(base.effects.length === 0
      ? []
      : [{ code: 'base-profile' as const, values: { column, waves: base.effects.length } }]),
    ...(share === null ? [] : [{ code: 'base-error' as const, values: { column, share } }]),
  ];
}

function latestRows(piece: SeriesRows, most: number): SeriesRows {
  const first = piece.rows - most;
  if (first <= 0) return piece;
  const values = piece.values.map((column) => column.subarray(first));
  return { ...piece, rows: most, known: piece.known - first, time: piece.time.subarray(first), values };
}

/** Null where a share cannot be told. */
function rounded(share: number): number | null {
  return Number.isFinite(share) ? Number(share.toPrecision(3)) : null;
}

function fitTo(
  whole: FitContext,
  { log, ...choice }: BaseChoice & Pick<PreparedColumn, 'log'> & Pick<BaseNeeds, 'profile'>,
  yielding: Yielding,
): Promise<FittedBase> {
  const { column, time } = choice;
  const columns = choice.columns.map((each, n) => (n === column ? { ...each, log } : each));
  const series = fitScales(whole, columns);
  const most = mostRows(whole);
  const latest = whole.pieces.map((piece) => latestRows(piece, most));
  const pieces = latest.map((piece) => prepareRows(piece, { columns, targets: [column], time, series, bases: [] }));
  const ranges = latest.map(({ values }) => rangeOf(values[column]));
  const toRaw: BaseNeeds['toRaw'] = (u, piece) => {
    const { smallest, largest, change } = ranges[piece];
    const beyond = RANGES_BEYOND * (largest - smallest);
    const value = fromUnits(u, columns[column], pieces[piece].scales[column]);
    return Math.min(largest + beyond, Math.max(smallest - beyond, value)) / change;
  };
  return fitBase({ ...choice, pieces, toRaw }, yielding);
}

/** `change` is the mean change from one row to the next, in which errors of series of different sizes are compared. */
function rangeOf(values: Float64Array): { smallest: number; largest: number; change: number } {
  let [smallest, largest, sum, count] = [Infinity, -Infinity, 0, 0];
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    if (row === 0 || Number.isNaN(values[row - 1])) return;
    sum += Math.abs(value - values[row - 1]);
    count++;
  });
  return { smallest, largest, change: sum / count || 1 };
}

function notAboveZero({ pieces }: FitContext, column: number): number {
  return pieces.reduce((sum, { values }) => sum + values[column].filter((value) => value <= 0).length, 0);
}
