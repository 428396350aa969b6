/** Values that fields of several kinds of layers take. */

export type Activation = 'tanh' | 'softsign' | 'relu' | 'sigmoid' | 'hard_sigmoid' | 'linear';

/** All activations but linear, which has no bounds. */
export type BoundedActivation = Exclude<Activation, 'linear'>;

export type Initializer =
  'xavier_uniform' | 'xavier_normal' | 'he_uniform' | 'he_normal' | 'orthogonal' | 'uniform' | 'zeros';
