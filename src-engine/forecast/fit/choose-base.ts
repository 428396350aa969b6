import type { KnownInput, PreparationReason, PreparedColumn, PreparedTime } from '../../spec/preparation-spec.ts';
import { fromUnits, prepareRows } from '../prepared-rows.ts';
import { fitBase } from './base/fit-base.ts';
import type { BaseNeeds, FittedBase } from './base/fit-base.ts';
import type { SeriesRows } from '../rows/series-rows.ts';
import type { FitContext } from './fit-context.ts';
import { fitScales } from './fit-scales.ts';

interface BaseChoice {
  /** Of all columns; that of `column` is chosen here. */
  columns: readonly PreparedColumn[];
  column: number;
  time: PreparedTime | null;
  horizon: number;
  /** In rows, ascending. */
  seasons: readonly number[];
  /** What is known ahead of the rows that are forecast. */
  known: readonly KnownInput[];
}

export interface ChosenBase extends FittedBase {
  log: PreparedColumn['log'];
  reasons: PreparationReason[];
}

/** Base methods are fitted to the last rows of each piece. */
const MOST_ROWS = 20_000;
/** Forecasts are kept within this many ranges of the values around them. */
const RANGES_BEYOND = 2;

/** Fits a base method to a column as it is, and to its logarithm where all values are above 0, and keeps the one that errs less. */
export function chooseBase(whole: FitContext, choice: BaseChoice): ChosenBase {
  const { name } = choice.columns[choice.column];
  const plain = fitTo(whole, choice, null);
  const count = notAboveZero(whole, choice.column);
  if (count > 0) {
    const reasons = [
      { code: 'no-log-negative' as const, values: { column: name, count } },
      ...baseReasons(name, plain),
    ];
    return { ...plain, log: null, reasons };
  }
  const logarithmic = fitTo(whole, choice, { shift: 0 });
  const isLog = logarithmic.error < plain.error;
  const chosen = isLog ? logarithmic : plain;
  const share = rounded(logarithmic.error / plain.error);
  const told =
    share === null
      ? []
      : [{ code: isLog ? ('log-better' as const) : ('no-log-better' as const), values: { column: name, share } }];
  return { ...chosen, log: isLog ? { shift: 0 } : null, reasons: [...told, ...baseReasons(name, chosen)] };
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

function latestRows(piece: SeriesRows): SeriesRows {
  const first = piece.rows - MOST_ROWS;
  if (first <= 0) return piece;
  const values = piece.values.map((column) => column.subarray(first));
  return { ...piece, rows: MOST_ROWS, known: piece.known - first, time: piece.time.subarray(first), values };
}

/** Null where a share cannot be told. */
function rounded(share: number): number | null {
  return Number.isFinite(share) ? Number(share.toPrecision(3)) : null;
}

function fitTo(whole: FitContext, choice: BaseChoice, log: PreparedColumn['log']): FittedBase {
  const { column, time } = choice;
  const columns = choice.columns.map((each, n) => (n === column ? { ...each, log } : each));
  const series = fitScales(whole, columns);
  const latest = whole.pieces.map(latestRows);
  const pieces = latest.map((piece) => prepareRows(piece, { columns, targets: [column], time, series, bases: [] }));
  const ranges = latest.map(({ values }) => rangeOf(values[column]));
  const toRaw: BaseNeeds['toRaw'] = (u, piece) => {
    const { smallest, largest, change } = ranges[piece];
    const beyond = RANGES_BEYOND * (largest - smallest);
    const value = fromUnits(u, columns[column], pieces[piece].scales[column]);
    return Math.min(largest + beyond, Math.max(smallest - beyond, value)) / change;
  };
  return fitBase({ ...choice, pieces, toRaw });
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
