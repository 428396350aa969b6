import type { OptimizerSpec } from '../spec/train-spec.ts';

type CustomaryOptimizers = { readonly [T in OptimizerSpec['type']]: Extract<OptimizerSpec, { type: T }> };

/**
 * Each optimizer with its customary settings; the learning rates are those that suit a character model clipped at norm
 * 5.
 */
export const customaryOptimizers: CustomaryOptimizers = {
  adam: { type: 'adam', learningRate: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: {
    type: 'adamw',
    learningRate: 0.002,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0.01,
    decayBiases: false,
  },
  rmsprop: { type: 'rmsprop', learningRate: 0.002, decay: 0.95, epsilon: 1e-8 },
  adagrad: { type: 'adagrad', learningRate: 0.05, epsilon: 1e-10 },
  momentum: { type: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: false },
  sgd: { type: 'sgd', learningRate: 0.5 },
};
