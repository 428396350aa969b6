import type { ForecastOrigin, SeriesForecast } from '../spec/forecast-job.ts';
import type { ForecastHead } from '../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../spec/preparation-spec.ts';
import { headLevels } from './decode-head.ts';
import { prepareRows, scalesOf } from './prepared-rows.ts';
import type { PreparedRows } from './prepared-rows.ts';
import { extendRows } from './rows/extend-rows.ts';
import type { SeriesRows } from './rows/series-rows.ts';
import { targetValue, unitQuantiles } from './window-quantiles.ts';

/** A forecast that is under way: as many steps at once as the network was trained for, then on from its own medians. */
export interface RollOut {
  /** The rows that the next window is taken from, as far back as it reaches. Those before `next` have values, which may be forecasts. */
  readonly rows: PreparedRows;
  /** The next row to forecast, a place in `rows`. */
  readonly next: number;
  readonly isOver: boolean;
  /** Takes the network's outputs (horizon × targets × head) for the window before `next`. */
  add(outputs: ArrayLike<number>): void;
  finish(): SeriesForecast;
}

/** `origin` is at least `history` rows after the beginning. */
export function createRollOut(
  given: SeriesRows,
  { piece, row: origin, horizon }: ForecastOrigin,
  preparation: ForecastPreparation,
  head: ForecastHead,
): RollOut {
  const { columns, targets, season } = preparation;
  const levels = headLevels(head);
  const middle = levels.indexOf(0.5);
  const end = origin + horizon;
  // The last window may reach further than what is asked for.
  const read = origin + Math.ceil(horizon / preparation.horizon) * preparation.horizon;
  const begin = Math.max(0, origin - rowsLookedBack(preparation));
  const scales = scalesOf(given, preparation, origin);
  const { rows: extended, assumed } = extendRows(rowsFrom(given, begin), columns, {
    ...{ axis: preparation.time, season, origin: origin - begin, end: read - begin, told: end - begin },
  });
  const rows = prepareRows(extended, { ...preparation, series: [{ name: given.series, scales }] });
  /** (horizon, targets, levels) in u. */
  const quantiles = new Float64Array(horizon * targets.length * levels.length);
  /** By target and level: how uncertain the last forecast is, which the next forecasts go on from. */
  let spreads = targets.map(() => levels.map((): Spread => ({ square: 0, growth: 0 })));
  const first = origin - begin;
  let next = first;

  function addStep(outputs: ArrayLike<number>, step: number): number[][] {
    return targets.map((_, target) => {
      const settled = unitQuantiles(outputs, rows, preparation, head, { origin: next, step, target });
      const median = settled[middle];
      const widened = settled.map((u, n) => median + widen(u - median, spreads[target][n], levels[n], step));
      quantiles.set(widened, ((next + step - first) * targets.length + target) * levels.length);
      return widened.map((u) => u - median);
    });
  }

  /** Fills in what is not known of the rows that were just forecast, so that the next window can be read. */
  function advance(count: number): void {
    columns.forEach(({ role }, column) => {
      const target = targets.indexOf(column);
      const u = rows.values[column];
      for (let row = next; row < next + count && role !== 'known-ahead'; row++) {
        const at = ((row - first) * targets.length + target) * levels.length + middle;
        u[row] = target < 0 ? u[row - Math.min(season ?? 1, row)] : quantiles[at];
      }
    });
    next += count;
  }

  return {
    rows,
    get next() {
      return next;
    },
    get isOver() {
      return next >= end - begin;
    },
    add(outputs) {
      const count = Math.min(preparation.horizon, end - begin - next);
      const distances = Array.from({ length: count }, (_, step) => addStep(outputs, step));
      spreads = targets.map((_, target) => levels.map((__, n) => spreadOf(distances.map((step) => step[target][n]))));
      advance(count);
    },
    finish: () => ({
      piece,
      row: origin,
      time: extended.time.slice(first, first + horizon),
      levels,
      quantiles: quantiles.map((u, n) =>
        targetValue(u, rows, preparation, Math.floor(n / levels.length) % targets.length),
      ),
      assumed,
    }),
  };
}

/** The rows before an origin that a forecast depends on: plans that are missing are taken from a season before. */
function rowsLookedBack({ history, season }: ForecastPreparation): number {
  return Math.max(history, season ?? 1);
}

function rowsFrom({ time, values, rows, known, ...piece }: SeriesRows, begin: number): SeriesRows {
  return {
    ...piece,
    rows: rows - begin,
    known: known - begin,
    time: time.subarray(begin),
    values: values.map((column) => column.subarray(begin)),
  };
}

/** How far a quantile is from its median at the end of a forecast, and how much the square of that grew in each step of its second half. */
interface Spread {
  square: number;
  growth: number;
}

function spreadOf(distances: readonly number[]): Spread {
  const half = Math.floor(distances.length / 2);
  const square = distances[distances.length - 1] ** 2;
  const before = half === 0 ? 0 : distances[half - 1] ** 2;
  return { square, growth: Math.max(0, square - before) / (distances.length - half) };
}

/**
 * The distance from the median of a forecast that begins at a forecast: at least that of the latter's end, and it goes on growing as it
 * did there, like the square root of time for what wanders and not at all for what comes back to its mean.
 */
function widen(distance: number, { square, growth }: Spread, level: number, step: number): number {
  return Math.sign(level - 0.5) * Math.max(Math.abs(distance), Math.sqrt(square + growth * (step + 1)));
}
