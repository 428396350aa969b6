import { gateCounts } from '../../models/parameter-specs.ts';
import type { RecurrentLayerSpec } from '../../spec/model-spec.ts';
import type { ParameterTensor } from '../trained-model.ts';

/** Gates through σ, in the engine's order, which is Keras' too. */
const sigmoidGates = { simple_rnn: [], gru: [0, 1], lstm: [0, 1, 3] } as const;

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
  if (spec.type === 'simple_rnn' || spec.recurrentActivation === 'sigmoid') return tensor;
  const scaled: readonly number[] = sigmoidGates[spec.type];
  const gateOf = (n: number) => Math.floor(n / spec.units) % gateCounts[spec.type];
  return { ...tensor, values: tensor.values.map((value, n) => (scaled.includes(gateOf(n)) ? value * factor : value)) };
}
