import { cellDefinition } from '../cells/definitions.ts';
import type { RecurrentLayerSpec } from '../cells/index.ts';

/** Returns the shapes of the parameters of one direction of a recurrent layer with so many inputs, by their names. */
export function cellShapes(spec: RecurrentLayerSpec, inputs: number): ReadonlyMap<string, number[]> {
  const parameters = cellDefinition(spec.type).parameters(spec, inputs);
  return new Map(parameters.map(({ name, shape }) => [name, shape]));
}
