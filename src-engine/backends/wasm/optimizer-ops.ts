import type { Backend } from '../backend.ts';
import { elements, rowsOf } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

type OptimizerOp = 'globalNorm' | 'clipByNorm' | 'clipByValue' | 'optimizerUpdate';

const FLOAT64_BYTES = 8;
/** Elements that are summed as one, whoever does it: a sum's bits depend on it. */
const BLOCK = 8192;

export function createOptimizerOps({ memory, compute }: WasmContext): Pick<Backend, OptimizerOp> {
  return {
    globalNorm({ tensors, out }) {
      let sum = 0;
      for (const tensor of tensors) {
        const count = Math.ceil(tensor.size / BLOCK);
        const [sums] = memory.workspace(count * FLOAT64_BYTES);
        const extent = { count, granule: 1, vectors: tensor.size / 4 };
        compute('sumOfSquares', extent, BLOCK, tensor.size, addressOf(tensor), sums);
        for (const part of new Float64Array(memory.memory.buffer, sums, count)) sum += part;
      }
      memory.floats[addressOf(out) / 4] = Math.sqrt(sum);
    },

    clipByNorm({ gradients, norm, max }) {
      const value = memory.floats[addressOf(norm) / 4];
      if (!(value > max)) return;
      for (const gradient of gradients) compute('scale', elements(gradient.size), max / value, addressOf(gradient));
    },

    clipByValue({ gradients, max }) {
      for (const gradient of gradients) compute('clamp', elements(gradient.size), max, addressOf(gradient));
    },

    optimizerUpdate({ rule, parameter, gradient, slots, rows }) {
      const width = parameter.size / parameter.shape[0];
      const extent = rows === null ? elements(parameter.size) : rowsOf(rows.size, width);
      const tensors = [addressOf(rows), width, addressOf(parameter), addressOf(gradient), ...slots.map(addressOf)];
      const { learningRate } = rule;
      switch (rule.type) {
        case 'sgd':
          return compute('sgd', extent, ...tensors, learningRate);
        case 'momentum':
          return compute('momentum', extent, ...tensors, learningRate, rule.momentum, Number(rule.nesterov));
        case 'rmsprop':
          return compute(
            ...(['scaledBySquares', extent, ...tensors, learningRate] as const),
            ...[rule.decay, 1 - rule.decay, rule.epsilon],
          );
        case 'adagrad':
          return compute('scaledBySquares', extent, ...tensors, learningRate, 1, 1, rule.epsilon);
        case 'adam':
          return compute(
            ...(['adam', extent, ...tensors, 1 - learningRate * rule.weightDecay] as const),
            ...[rule.beta1, 1 - rule.beta1, rule.beta2, 1 - rule.beta2],
            ...[learningRate / (1 - rule.beta1 ** rule.step), 1 / (1 - rule.beta2 ** rule.step), rule.epsilon],
          );
      }
    },
  };
}
