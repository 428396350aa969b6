import type { CellFacts, SpecOf } from '../cell-facts.ts';
import * as field from '../cell-fields.ts';

/** SimpleRNN (Elman 1990). */
export const simpleRnnFacts = {
  type: 'simple_rnn',
  className: 'SimpleRNN',
  displayName: 'SimpleRNN',
  shortName: 'RNN',
  term: 'simpleRnn',
  fields: {
    activation: field.activation,
    returnSequences: field.returnSequences,
    bidirectional: field.bidirectional,
    recurrentDropout: field.recurrentDropout,
    kernelInitializer: field.kernelInitializer,
    recurrentInitializer: field.recurrentInitializer,
  },
  variables: [
    {
      name: 'hidden-state',
      symbol: 'h',
      kind: 'state',
      role: 'output',
      meaning: 'hidden-state',
      activation: { field: 'activation' },
    },
  ],
  columns: ['hidden-state'],
  recurrentKernel: 'full',
  states: [{ name: 'h', variable: 'hidden-state', shape: ['batch', 'units'] }],
  explained: ['hidden-state'],
  formulas: ['h = φ(x·K + h₋₁·R + b)'],
} as const satisfies CellFacts;

export type SimpleRnnSpec = SpecOf<typeof simpleRnnFacts>;
