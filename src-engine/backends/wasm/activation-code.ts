import type { Activation } from '../../spec/model-spec.ts';
import type { ActivationCode } from './kernel-arguments.ts';

/** The codes by which the kernels name an activation; see assembly/activations.ts. */
export const activationCode = {
  tanh: 0,
  softsign: 1,
  relu: 2,
  sigmoid: 3,
  hard_sigmoid: 4,
} as Record<Exclude<Activation, 'linear'>, ActivationCode>;
