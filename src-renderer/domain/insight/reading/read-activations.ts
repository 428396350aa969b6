import type { CellVariable } from '../../../../src-engine/spec/insight-spec.ts';
import type { ActivationsRecord } from '../../../../src-main/contract/insight-records.ts';

/** The values that one layer computed over a text. */
export interface Activations {
  step: number;
  tokens: readonly string[];
  units: number;
  /** (H, T) each: all that a unit does lies together. */
  variables: ReadonlyMap<CellVariable, Float32Array>;
}

/** The one layer that was asked for, its numbers out of their blobs. */
export async function readActivations({ step, tokens, loops: [loop] }: ActivationsRecord): Promise<Activations> {
  if (loop === undefined) return { step, tokens, units: 0, variables: new Map() };
  const variables = await Promise.all(
    loop.variables.map(async ({ variable, values }) => {
      return [variable, transposed(new Float32Array(await values.arrayBuffer()), loop.units)] as const;
    }),
  );
  return { step, tokens, units: loop.units, variables: new Map(variables) };
}

/** (T, H) to (H, T). */
function transposed(values: Float32Array, units: number): Float32Array {
  const steps = values.length / units;
  const rows = new Float32Array(values.length);
  for (let step = 0; step < steps; step++) {
    for (let unit = 0; unit < units; unit++) rows[unit * steps + step] = values[step * units + unit];
  }
  return rows;
}

/** One unit's row. */
export const unitRow = (rows: Float32Array, units: number, unit: number): Float32Array => {
  const steps = rows.length / units;
  return rows.subarray(unit * steps, (unit + 1) * steps);
};
