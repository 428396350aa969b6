import { cellFacts, type RecurrentLayerSpec } from '../../cells/index.ts';
import type { VariableFacts } from '../../cells/cell-facts.ts';
import type { ParameterTensor } from '../trained-model.ts';

const scale = 1.2;

/**
 * Keras 3 has x/6 + ½ as its hard sigmoid where the engine, and Keras before, have x/5 + ½. Of 1.2·x it is the same function, so the
 * factor goes into the weights by which the gates are computed.
 */
export const hardSigmoidAsKeras = {
  scale,
  weights: (spec: RecurrentLayerSpec, tensor: ParameterTensor) => scaleGates(spec, tensor, scale),
  /** The way back. */
  ownWeights: (spec: RecurrentLayerSpec, tensor: ParameterTensor) => scaleGates(spec, tensor, 1 / scale),
};

function scaleGates(spec: RecurrentLayerSpec, tensor: ParameterTensor, factor: number): ParameterTensor {
  const hard = hardColumns(spec);
  if (!hard.includes(true)) return tensor;
  const isHard = (n: number) => hard[Math.floor(n / spec.units) % hard.length];
  return { ...tensor, values: tensor.values.map((value, n) => (isHard(n) ? value * factor : value)) };
}

/** Tells for each block of columns of the kernel whether its gate goes through the hard sigmoid. */
function hardColumns(spec: RecurrentLayerSpec): boolean[] {
  const { columns, variables } = cellFacts(spec.type);
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  return columns.map((name) => activationOf(spec, byName.get(name)?.activation ?? null) === 'hard_sigmoid');
}

function activationOf(spec: RecurrentLayerSpec, activation: VariableFacts['activation']): unknown {
  if (activation === null) return null;
  return 'fixed' in activation ? activation.fixed : spec[activation.field as keyof RecurrentLayerSpec];
}
