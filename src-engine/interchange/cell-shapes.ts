import type { RecurrentLayerSpec } from '../cells/index.ts';
import { parameterSpecs } from '../models/parameter-specs.ts';

/** Returns the shapes of the parameters of one direction of a recurrent layer with so many inputs, by their names. */
export function cellShapes(spec: RecurrentLayerSpec, inputs: number): ReadonlyMap<string, number[]> {
  const model = {
    task: 'regression' as const,
    input: { kind: 'features' as const, size: inputs },
    layers: [{ ...spec, bidirectional: null }],
  };
  return new Map(parameterSpecs(model).map(({ name, shape }) => [name.replace('0.', ''), shape]));
}
