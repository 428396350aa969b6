import type { Backend } from '../backends/backend.ts';
import type { Pass } from '../models/model.ts';

/** The recurrent states of a pass, in the order of `Pass.states`, each of B rows. */
export interface RowStates {
  readonly rows: number;
  readonly values: readonly (Float32Array | Float64Array)[];
}

/** Two states that differ by less than this, or less than this share of the larger one, count as the same. */
const TOLERANCE = 1e-3;

export async function readStates(backend: Backend, pass: Pass): Promise<RowStates> {
  const values: (Float32Array | Float64Array)[] = [];
  for (const { value } of pass.states) {
    const read = await backend.read(value);
    if (read instanceof Int32Array) throw new TypeError('States are real numbers.');
    values.push(read);
  }
  return { rows: pass.shape.batch, values };
}

export function writeStates(backend: Backend, pass: Pass, { values }: RowStates): void {
  pass.states.forEach(({ value }, n) => backend.write(value, values[n]));
}

/** Returns states in which every row has the state of the row before it, and the first row has 0. */
export function moveToNextRow({ rows, values }: RowStates): RowStates {
  return {
    rows,
    values: values.map((before) => {
      const moved = before.slice().fill(0);
      moved.set(before.subarray(0, before.length - before.length / rows), before.length / rows);
      return moved;
    }),
  };
}

export function differ(a: RowStates, b: RowStates): boolean {
  return a.values.some((values, n) =>
    values.some((value, at) => {
      const other = b.values[n][at];
      return Math.abs(value - other) > TOLERANCE * Math.max(1, Math.abs(value), Math.abs(other));
    }),
  );
}
