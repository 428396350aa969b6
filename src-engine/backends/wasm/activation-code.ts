import type { Activation } from '../../spec/model-spec.ts';

/** The codes by which the kernels name an activation; see assembly/activations.ts. */
export const activationCode: Record<Exclude<Activation, 'linear'>, number> = {
  tanh: 0,
  softsign: 1,
  relu: 2,
  sigmoid: 3,
  hard_sigmoid: 4,
};
