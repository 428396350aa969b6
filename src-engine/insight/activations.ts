import type { Backend } from '../backends/backend.ts';
import type { Model, RecurrentLoop } from '../models/model.ts';
import type { LoopActivations } from '../spec/insight-spec.ts';
import { cellVariables } from './cell-variables.ts';

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
  const states = cell === null ? [hidden] : [cell, hidden];
  const values = [
    ...(gates === null ? [] : splitColumns(await backend.read(gates), units, gates.size / hidden.size)),
    ...(await Promise.all(states.map(async (state) => new Float32Array(await backend.read(state))))),
  ];
  return { loop: name, units, variables: cellVariables(type).map((variable, n) => ({ variable, values: values[n] })) };
}

/** (T, count·H) as `count` matrices (T, H). */
function splitColumns(rows: Float32Array | Float64Array | Int32Array, units: number, count: number): Float32Array[] {
  const size = rows.length / count;
  return Array.from({ length: count }, (_, block) => {
    const matrix = new Float32Array(size);
    for (let at = 0; at < size; at += units) {
      const from = count * at + block * units;
      matrix.set(rows.subarray(from, from + units), at);
    }
    return matrix;
  });
}
