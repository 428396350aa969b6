import { isRecurrent } from '../../cells/index.ts';
import { dense } from '../../models/default-layers.ts';
import type { Task } from '../../spec/model-spec.ts';
import type { ParameterTensor } from '../trained-model.ts';
import type { ReadInput, ReadLayer } from './keras-reading.ts';

/**
 * Returns the task that the network's shape suggests. An output for each character, or for each step, suggests a
 * language model.
 */
export function proposeTask(layers: readonly ReadLayer[], input: ReadInput, outputs: number): Task {
  const last = layers.findLast(({ spec }) => isRecurrent(spec))?.spec;
  const returnsSequences = last !== undefined && isRecurrent(last) && last.returnSequences;
  const output = layers.at(-1)?.spec;
  const activation = output?.type === 'activation' ? output.activation : null;
  const isSame = outputs === input.size;
  if (input.kind === 'ids')
    return isSame && (returnsSequences || activation === 'softmax') ? 'language-model' : 'classification';
  // Keras’ characters come as rows of 0 and 1.
  if (isSame && activation === 'softmax') return 'language-model';
  return activation === 'softmax' || activation === 'sigmoid' ? 'classification' : 'regression';
}

/**
 * Makes the recurrent layers return every step. In a Keras model that predicts once a text, the last recurrent layer
 * returns its last state alone; each step is what that state would have been there.
 */
export function withSequences(layers: readonly ReadLayer[]): ReadLayer[] {
  return layers.map((layer) =>
    isRecurrent(layer.spec) ? { ...layer, spec: { ...layer.spec, returnSequences: true } } : layer,
  );
}

/**
 * Makes two classes of one output through σ, since σ(z) is the second of the two shares that softmax makes of 0 and z.
 */
export function withTwoClasses(layers: readonly ReadLayer[]): ReadLayer[] {
  const [output, last] = layers.slice(-2);
  if (last?.spec.type !== 'activation' || last.spec.activation !== 'sigmoid') return [...layers];
  if (output.spec.type !== 'dense' || output.spec.units !== 1) return [...layers];
  const { kernel, bias } = output.parameters;
  return [
    ...layers.slice(0, -2),
    {
      spec: dense(2),
      parameters: { kernel: afterZeros(kernel, [kernel.values.length, 2]), bias: afterZeros(bias, [2]) },
    },
    { spec: { type: 'activation', activation: 'softmax' }, parameters: {} },
  ];
}

/** Puts a 0 before each value. */
function afterZeros({ values }: ParameterTensor, shape: number[]): ParameterTensor {
  const doubled = new Float32Array(2 * values.length);
  values.forEach((value, n) => (doubled[2 * n + 1] = value));
  return { shape, values: doubled };
}
