import type {
  BaseMethod,
  ColumnScale,
  ForecastPreparation,
  KnownInput,
  PreparedColumn,
} from '../spec/preparation-spec.ts';
import { isConstantColumn } from '../text/constant-column.ts';
import type { SeriesRows } from './rows/series-rows.ts';

/** The u of a value that has no logarithm: as far below the mean as a value can hardly be. */
const LOWEST = -6;

/** The rows of a piece in the units in which a network and its base methods compute; see ForecastPreparation. */
export interface PreparedRows {
  series: string | null;
  known: number;
  time: Float64Array;
  /** (rows) for each column: u, and of categories their places. */
  values: readonly Float64Array[];
  /** (rows) for each target: what the base method's effects add up to; unknown where a known-ahead value is. */
  effects: readonly Float64Array[];
  scales: readonly ColumnScale[];
}

type Meaning = Pick<ForecastPreparation, 'columns' | 'targets' | 'time' | 'bases' | 'series'>;

/** The scales of a series that the preparation does not know are those of its first `measured` rows. */
export function prepareRows(rows: SeriesRows, preparation: Meaning, measured = rows.known): PreparedRows {
  const scales = scalesOf(rows, preparation, measured);
  const values = rows.values.map((column, n) => toUnits(column, preparation.columns[n], scales[n]));
  const prepared = { ...rows, values, scales };
  const effects = preparation.bases.map((base) => effectsOf(base, prepared, preparation));
  return { ...prepared, effects };
}

function effectsOf(
  { effects }: BaseMethod,
  rows: Pick<PreparedRows, 'time' | 'values'>,
  preparation: Pick<ForecastPreparation, 'time'>,
): Float64Array {
  const sums = new Float64Array(rows.time.length);
  for (const { of, weight } of effects)
    for (let row = 0; row < sums.length; row++) sums[row] += weight * knownInput(of, rows, preparation, row);
  return sums;
}

/** The scales in which the rows of a piece are prepared; see `prepareRows`. */
export function scalesOf(
  rows: Pick<SeriesRows, 'series' | 'values'>,
  { series, columns }: Pick<Meaning, 'series' | 'columns'>,
  measured: number,
): ColumnScale[] {
  const known = series.find(({ name }) => name === rows.series);
  return known?.scales ?? columns.map((column, n) => fitScale([rows.values[n].subarray(0, measured)], column));
}

/** Mean and deviation of z over all values that are known; 0 and 1 for categories. */
export function fitScale(parts: readonly Float64Array[], column: PreparedColumn): ColumnScale {
  if (column.categories !== null) return { mean: 0, deviation: 1 };
  let count = 0;
  let mean = 0;
  let squares = 0;
  let magnitude = 0;
  for (const part of parts) {
    for (const value of part) {
      const z = toLog(value, column);
      if (!Number.isFinite(z)) continue;
      const difference = z - mean;
      mean += difference / ++count;
      squares += difference * (z - mean);
      magnitude = Math.max(magnitude, Math.abs(z));
    }
  }
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  return { mean, deviation: (isConstantColumn({ deviation, magnitude }) ? magnitude : deviation) || 1 };
}

/** z = log(y + shift), or y. −∞ for a value that has no logarithm: none was so low in the training part. */
export function toLog(value: number, { log }: Pick<PreparedColumn, 'log'>): number {
  return log === null ? value : Math.log(value + log.shift <= 0 ? 0 : value + log.shift);
}

/** The inverse of both steps: a value in the column's own unit. */
export function fromUnits(u: number, { log }: PreparedColumn, { mean, deviation }: ColumnScale): number {
  const z = u * deviation + mean;
  return log === null ? z : Math.exp(z) - log.shift;
}

/** Values of a column in u; categories stay as they are. */
export function toUnits(values: Float64Array, column: PreparedColumn, { mean, deviation }: ColumnScale): Float64Array {
  if (column.categories !== null) return values;
  return values.map((value) => {
    const u = (toLog(value, column) - mean) / deviation;
    return u === -Infinity ? LOWEST : u;
  });
}

/** The known input of one row. */
export function knownInput(
  input: KnownInput,
  { time, values }: Pick<PreparedRows, 'time' | 'values'>,
  preparation: Pick<ForecastPreparation, 'time'>,
  row: number,
): number {
  switch (input.kind) {
    case 'cycle': {
      const turns = ((time[row] - (preparation.time?.origin ?? 0)) / input.period) * input.harmonic;
      const angle = 2 * Math.PI * (turns - Math.floor(turns));
      return input.wave === 'sine' ? Math.sin(angle) : Math.cos(angle);
    }
    case 'known':
      return values[input.column][row];
    case 'known-category':
      return values[input.column][row] === input.category ? 1 : 0;
  }
}
