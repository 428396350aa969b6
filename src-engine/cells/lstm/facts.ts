import type { CellFacts, SpecOf } from '../cell-facts.ts';
import * as field from '../cell-fields.ts';

/** LSTM as in Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000. */
export const lstmFacts = {
  type: 'lstm',
  className: 'LSTM',
  displayName: 'LSTM',
  shortName: 'LSTM',
  term: 'lstm',
  fields: {
    activation: field.activation,
    returnSequences: field.returnSequences,
    bidirectional: field.bidirectional,
    recurrentDropout: field.recurrentDropout,
    kernelInitializer: field.kernelInitializer,
    recurrentInitializer: field.recurrentInitializer,
    recurrentActivation: field.recurrentActivation,
    forgetBias: field.forgetBias,
  },
  variables: [
    {
      name: 'input-gate',
      symbol: 'i',
      kind: 'gate',
      role: 'write',
      meaning: 'input-gate',
      activation: { field: 'recurrentActivation' },
    },
    {
      name: 'forget-gate',
      symbol: 'f',
      kind: 'gate',
      role: 'keep',
      meaning: 'forget-gate',
      activation: { field: 'recurrentActivation' },
    },
    {
      name: 'candidate',
      symbol: 'c̃',
      kind: 'candidate',
      role: 'candidate',
      meaning: 'candidate',
      activation: { field: 'activation' },
    },
    {
      name: 'output-gate',
      symbol: 'o',
      kind: 'gate',
      role: 'read',
      meaning: 'output-gate',
      activation: { field: 'recurrentActivation' },
    },
    { name: 'cell-state', symbol: 'c', kind: 'state', role: 'memory', meaning: 'cell-state', activation: null },
    { name: 'hidden-state', symbol: 'h', kind: 'state', role: 'output', meaning: 'hidden-state', activation: null },
  ],
  columns: ['input-gate', 'forget-gate', 'candidate', 'output-gate'],
  recurrentKernel: 'full',
  states: [
    { name: 'h', variable: 'hidden-state', shape: ['batch', 'units'] },
    { name: 'c', variable: 'cell-state', shape: ['batch', 'units'] },
  ],
  explained: ['input-gate', 'forget-gate', 'output-gate', 'cell-state', 'hidden-state'],
  formulas: ['i, f, o = σ(x·K + h₋₁·R + b)', 'c̃ = φ(x·K + h₋₁·R + b)', 'c = f ⊙ c₋₁ + i ⊙ c̃', 'h = o ⊙ φ(c)'],
} as const satisfies CellFacts;

export type LstmSpec = SpecOf<typeof lstmFacts>;
