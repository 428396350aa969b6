import type { CellVariable } from '../../../src-engine/spec/insight-spec.ts';
import type { ActivationsRecord } from '../../../src-main/contract/insight-records.ts';

/** What one layer computed over a text. */
export interface Activations {
  step: number;
  tokens: readonly string[];
  units: number;
  /** (T, H) each. */
  variables: ReadonlyMap<CellVariable, Float32Array>;
}

/** The one layer that was asked for, its numbers out of their blobs. */
export async function readActivations({ step, tokens, loops: [loop] }: ActivationsRecord): Promise<Activations> {
  if (loop === undefined) return { step, tokens, units: 0, variables: new Map() };
  const variables = await Promise.all(
    loop.variables.map(async ({ variable, values }) => {
      return [variable, new Float32Array(await values.arrayBuffer())] as const;
    }),
  );
  return { step, tokens, units: loop.units, variables: new Map(variables) };
}
