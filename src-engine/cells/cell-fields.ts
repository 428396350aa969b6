import type { CellField } from './cell-facts.ts';

/** Fields that several cells have. A cell's facts list its own, in the order of its JSON. */

/** φ: applied to the candidate and, in an LSTM, to the cell state. */
export const activation = {
  kind: 'choice',
  options: ['tanh', 'softsign', 'relu'],
  default: 'tanh',
  group: 'cell',
  term: 'activation',
} as const satisfies CellField;

/** σ of the gates. */
export const recurrentActivation = {
  kind: 'choice',
  options: ['sigmoid', 'hard_sigmoid'],
  default: 'sigmoid',
  group: 'cell',
  term: 'recurrentActivation',
} as const satisfies CellField;

/** `false` means that only the last state goes on, shape (B, H). */
export const returnSequences = {
  kind: 'switch',
  default: true,
  group: 'sequence',
  term: 'returnSequences',
} as const satisfies CellField;

export const bidirectional = {
  kind: 'directions',
  default: null,
  group: 'sequence',
  term: 'bidirectional',
} as const satisfies CellField;

/** Fraction of h_{t−1} dropped on its way into the recurrent kernel, one mask a sequence (Gal & Ghahramani 2016). */
export const recurrentDropout = {
  kind: 'share',
  default: 0,
  group: 'sequence',
  term: 'recurrentDropout',
} as const satisfies CellField;

export const kernelInitializer = {
  kind: 'initializer',
  default: 'xavier_uniform',
  group: 'initial',
  term: 'initializer',
} as const satisfies CellField;

export const recurrentInitializer = {
  kind: 'initializer',
  default: 'orthogonal',
  group: 'initial',
  term: 'initializer',
} as const satisfies CellField;

/** Added to the forget gate's bias at initialisation; 1 keeps the memory open at first. */
export const forgetBias = {
  kind: 'number',
  default: 1,
  group: 'initial',
  term: 'forgetBias',
} as const satisfies CellField;
