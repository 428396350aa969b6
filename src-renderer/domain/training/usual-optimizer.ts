import type { OptimizerSpec } from '../../../src-engine/spec/train-spec.ts';

/** An optimizer with the values that its authors recommend. */
export function usualOptimizer(type: OptimizerSpec['type'], learningRate: number): OptimizerSpec {
  const adam = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  switch (type) {
    case 'sgd':
      return { type, learningRate };
    case 'momentum':
      return { type, learningRate, momentum: 0.9, nesterov: false };
    case 'rmsprop':
      return { type, learningRate, decay: 0.95, epsilon: 1e-8 };
    case 'adagrad':
      return { type, learningRate, epsilon: 1e-10 };
    case 'adam':
      return { type, ...adam };
    case 'adamw':
      return { type, ...adam, weightDecay: 0.01, decayBiases: false };
  }
}
