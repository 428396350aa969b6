import type { Backend } from '../backend.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

type OptimizerOp = 'globalNorm' | 'clipByNorm' | 'clipByValue' | 'optimizerUpdate';

export function createOptimizerOps({ kernels, memory }: WasmContext): Pick<Backend, OptimizerOp> {
  return {
    globalNorm({ tensors, out }) {
      let sum = 0;
      for (const tensor of tensors) sum += kernels.sumOfSquares(0, tensor.size, addressOf(tensor));
      memory.floats[addressOf(out) / 4] = Math.sqrt(sum);
    },

    clipByNorm({ gradients, norm, max }) {
      const value = memory.floats[addressOf(norm) / 4];
      if (!(value > max)) return;
      for (const gradient of gradients) kernels.scale(0, gradient.size, max / value, addressOf(gradient));
    },

    clipByValue({ gradients, max }) {
      for (const gradient of gradients) kernels.clamp(0, gradient.size, max, addressOf(gradient));
    },

    optimizerUpdate({ rule, parameter, gradient, slots, rows }) {
      const span = [
        0,
        rows === null ? parameter.size : rows.size,
        addressOf(rows),
        parameter.size / parameter.shape[0],
      ];
      const tensors = [addressOf(parameter), addressOf(gradient), ...slots.map(addressOf)];
      const { learningRate } = rule;
      switch (rule.type) {
        case 'sgd':
          return kernels.sgd(...span, ...tensors, learningRate);
        case 'momentum':
          return kernels.momentum(...span, ...tensors, learningRate, rule.momentum, Number(rule.nesterov));
        case 'rmsprop':
          return kernels.scaledBySquares(
            ...[...span, ...tensors, learningRate],
            ...[rule.decay, 1 - rule.decay, rule.epsilon],
          );
        case 'adagrad':
          return kernels.scaledBySquares(...span, ...tensors, learningRate, 1, 1, rule.epsilon);
        case 'adam':
          return kernels.adam(
            ...[...span, ...tensors, 1 - learningRate * rule.weightDecay],
            ...[rule.beta1, 1 - rule.beta1, rule.beta2, 1 - rule.beta2],
            ...[learningRate / (1 - rule.beta1 ** rule.step), 1 / (1 - rule.beta2 ** rule.step), rule.epsilon],
          );
      }
    },
  };
}
