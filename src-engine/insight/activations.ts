import type { Backend } from '../backends/backend.ts';
import type { Model, RecurrentLoop } from '../models/model.ts';
import type { CellVariable } from '../spec/insight-spec.ts';
import { cellVariables } from './cell-variables.ts';

/** What one recurrent layer in one direction computed over a text. */
export interface LoopActivations {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  units: number;
  /** (T, H) each, row t for the token at t, also where time runs backward. */
  variables: { variable: CellVariable; values: Float32Array }[];
}

/**
 * Gates after their activations, cell and hidden states of all recurrent layers while the model reads `ids` from the zero state on,
 * without dropout. Throws OutOfMemoryError.
 */
export async function readActivations(model: Model, ids: Int32Array): Promise<LoopActivations[]> {
  const pass = model.createPass({ batch: 1, steps: ids.length, training: false, observed: true });
  try {
    pass.setIds(ids, null);
    pass.forward({ seed: 0, step: 0 });
    return await Promise.all(pass.loops.map((loop) => readLoop(model.backend, loop)));
  } finally {
    pass.dispose();
  }
}

async function readLoop(
  backend: Backend,
  { name, spec, gates, hidden, cell }: RecurrentLoop,
): Promise<LoopActivations> {
  const { units, type } = spec;
  const gateColumns = gates === null ? [] : splitColumns(await backend.read(gates), units, gates.size / hidden.size);
  const states = cell === null ? [hidden] : [cell, hidden];
  const values = [
    ...gateColumns,
    ...(await Promise.all(states.map(async (state) => Float32Array.from(await backend.read(state))))),
  ];
  return { loop: name, units, variables: cellVariables[type].map((variable, n) => ({ variable, values: values[n] })) };
}

/** (T, count·H) as `count` matrices (T, H). */
function splitColumns(rows: ArrayLike<number>, units: number, count: number): Float32Array[] {
  return Array.from({ length: count }, (_, block) =>
    Float32Array.from({ length: rows.length / count }, (_, n) => {
      const t = Math.floor(n / units);
      return rows[(t * count + block) * units + (n % units)];
    }),
  );
}
