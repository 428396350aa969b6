import type { Backend, UpdateRule } from '../backend.ts';
import { float } from './kernel-arguments.ts';
import type { Address } from './kernel-arguments.ts';
import { elements, rowsOf } from './wasm-context.ts';
import type { Extent, WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

type OptimizerOp = 'globalNorm' | 'dotProduct' | 'clipByNorm' | 'clipByValue' | 'optimizerUpdate';

const FLOAT64_BYTES = 8;
/** Elements that are summed as one, whoever does it: a sum's bits depend on it. */
const BLOCK = 8192;

export function createOptimizerOps({ memory, kernels }: WasmContext): Pick<Backend, OptimizerOp> {
  /**
   * Returns one sum for each block of `BLOCK` elements, as `sum` has written them; they are valid until the next
   * workspace is requested.
   */
  function sumBlocks(
    size: number,
    sum: (extent: Extent, blocks: { blockSize: number; size: number; sums: Address }) => void,
  ): Float64Array {
    const count = Math.ceil(size / BLOCK);
    const [sums] = memory.workspace(count * FLOAT64_BYTES);
    sum({ count, granule: 1, vectors: size / 4 }, { blockSize: BLOCK, size, sums });
    return new Float64Array(memory.memory.buffer, sums, count);
  }

  return {
    globalNorm({ tensors, out }) {
      let sum = 0;
      for (const tensor of tensors) {
        const x = addressOf(tensor);
        const parts = sumBlocks(tensor.size, (extent, blocks) => kernels.sumOfSquares(extent, { ...blocks, x }));
        for (const part of parts) sum += part;
      }
      memory.floats[addressOf(out) / 4] = Math.sqrt(sum);
    },

    dotProduct({ a, b, out }) {
      let sum = 0;
      a.forEach((tensor, n) => {
        const pair = { a: addressOf(tensor), b: addressOf(b[n]) };
        const parts = sumBlocks(tensor.size, (extent, blocks) => kernels.sumOfProducts(extent, { ...blocks, ...pair }));
        for (const part of parts) sum += part;
      });
      memory.floats[addressOf(out) / 4] = sum;
    },

    clipByNorm({ gradients, norm, max }) {
      const value = memory.floats[addressOf(norm) / 4];
      if (!(value > max)) return;
      const alpha = float(max / value);
      for (const gradient of gradients) kernels.scale(elements(gradient.size), { alpha, x: addressOf(gradient) });
    },

    clipByValue({ gradients, max }) {
      const limit = float(max);
      for (const gradient of gradients) kernels.clamp(elements(gradient.size), { limit, x: addressOf(gradient) });
    },

    optimizerUpdate({ rule, parameter, gradient, slots, rows }) {
      const width = parameter.size / parameter.shape[0];
      const extent = rows === null ? elements(parameter.size) : rowsOf(rows.size, width);
      const tensors = { rows: addressOf(rows), width, w: addressOf(parameter), g: addressOf(gradient) };
      const [first, second] = slots.map((slot) => addressOf(slot));
      const rate = float(rule.learningRate);
      switch (rule.type) {
        case 'sgd':
          return kernels.sgd(extent, { ...tensors, rate });
        case 'momentum': {
          const { nesterov } = rule;
          return kernels.momentum(extent, { ...tensors, m: first, rate, mu: float(rule.momentum), nesterov });
        }
        case 'rmsprop':
        case 'adagrad': {
          const [decay, gain] = rule.type === 'rmsprop' ? [rule.decay, 1 - rule.decay] : [1, 1];
          const factors = { rate, decay: float(decay), gain: float(gain), epsilon: float(rule.epsilon) };
          return kernels.scaledBySquares(extent, { ...tensors, s: first, ...factors });
        }
        case 'adam':
          return kernels.adam(extent, { ...tensors, m: first, v: second, ...adamFactors(rule) });
      }
    },
  };
}

function adamFactors(rule: Extract<UpdateRule, { type: 'adam' }>) {
  return {
    keep: float(1 - rule.learningRate * rule.weightDecay),
    beta1: float(rule.beta1),
    gain1: float(1 - rule.beta1),
    beta2: float(rule.beta2),
    gain2: float(1 - rule.beta2),
    rate: float(rule.learningRate / (1 - rule.beta1 ** rule.step)),
    inverse2: float(1 / (1 - rule.beta2 ** rule.step)),
    epsilon: float(rule.epsilon),
  };
}
