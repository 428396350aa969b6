import type { NumberGraph } from './number-graph.ts';
import { runNumberGraph } from './run-number-graph.ts';

/** y = x · kernel + bias, float32 as layers have it. */
export interface AffineMap {
  /** (rows, columns), row-major: a row for each number that goes in. */
  kernel: Float32Array;
  bias: Float32Array;
  rows: number;
  columns: number;
}

/** The numbers of one member of the batch around which a graph is measured: they are taken off what goes into the map. */
export interface Surroundings {
  input: string;
  shape: readonly number[];
  centre: readonly number[];
  /** How far each number is moved to see what it does. */
  step: readonly number[];
}

/** Numbers that are computed at once. */
const mostAtOnce = 500_000;

/**
 * Resolves with what a graph without a network, all of whose outputs are affine in its one input, makes of x − centre, by the names of its outputs:
 * each number of the input is moved on its own, and what changes is compared in float64.
 */
export async function affineMaps(graph: NumberGraph, around: Surroundings): Promise<Record<string, AffineMap>> {
  const { input, shape, centre, step } = around;
  const size = centre.length;
  const compute = async (rows: readonly (number | null)[]) => {
    const values = Float64Array.from({ length: rows.length * size }, (_, n) => centre[n % size]);
    rows.forEach((moved, n) => {
      if (moved !== null) values[n * size + moved] += step[moved];
    });
    const given = { [input]: { shape: [rows.length, ...shape], values } };
    return runNumberGraph(graph, given, () => Promise.reject(new Error('There is no network here.')));
  };
  const still = await compute([null]);
  const maps = Object.fromEntries(
    Object.entries(still).map(([name, { values }]) => {
      const kernel = new Float32Array(size * values.length);
      return [name, { kernel, bias: Float32Array.from(values), rows: size, columns: values.length }];
    }),
  );
  const widest = Math.max(size, ...Object.values(maps).map(({ columns }) => columns));
  const together = Math.max(1, Math.floor(mostAtOnce / widest));
  for (let first = 0; first < size; first += together) {
    const rows = Array.from({ length: Math.min(together, size - first) }, (_, n) => first + n);
    const moved = await compute(rows);
    for (const [name, { kernel, columns }] of Object.entries(maps)) {
      const { shape: extents, values } = moved[name];
      // An output that does not depend on the input is the same for the whole batch.
      if (extents[0] !== rows.length) continue;
      const before = still[name].values;
      values.forEach((value, n) => {
        const row = first + Math.floor(n / columns);
        kernel[first * columns + n] = (value - before[n % columns]) / step[row];
      });
    }
  }
  return maps;
}

/** Returns the map whose outputs are those of another one times a factor, plus a shift, each by its column. */
export function rescaled(
  map: AffineMap,
  factor: (column: number) => number,
  shift: (column: number) => number,
): AffineMap {
  return {
    ...map,
    kernel: map.kernel.map((value, n) => value * factor(n % map.columns)),
    bias: map.bias.map((value, column) => value * factor(column) + shift(column)),
  };
}
