import type { CellFacts, SpecOf } from '../cell-facts.ts';
import * as field from '../cell-fields.ts';

/** GRU (Cho et al. 2014) with the reset gate applied after the recurrent product, which has a bias of its own. */
export const gruFacts = {
  type: 'gru',
  className: 'GRU',
  displayName: 'GRU',
  shortName: 'GRU',
  term: 'gru',
  fields: {
    activation: field.activation,
    returnSequences: field.returnSequences,
    bidirectional: field.bidirectional,
    recurrentDropout: field.recurrentDropout,
    kernelInitializer: field.kernelInitializer,
    recurrentInitializer: field.recurrentInitializer,
    recurrentActivation: field.recurrentActivation,
  },
  variables: [
    {
      name: 'update-gate',
      symbol: 'z',
      kind: 'gate',
      role: 'keep',
      meaning: 'update-gate',
      activation: { field: 'recurrentActivation' },
    },
    {
      name: 'reset-gate',
      symbol: 'r',
      kind: 'gate',
      role: 'read',
      meaning: 'reset-gate',
      activation: { field: 'recurrentActivation' },
    },
    {
      name: 'candidate',
      symbol: 'h̃',
      kind: 'candidate',
      role: 'candidate',
      meaning: 'candidate',
      activation: { field: 'activation' },
    },
    { name: 'hidden-state', symbol: 'h', kind: 'state', role: 'output', meaning: 'hidden-state', activation: null },
  ],
  columns: ['update-gate', 'reset-gate', 'candidate'],
  recurrentKernel: 'full',
  states: [{ name: 'h', variable: 'hidden-state', shape: ['batch', 'units'] }],
  explained: ['update-gate', 'reset-gate', 'candidate', 'hidden-state'],
  formulas: ['z, r = σ(x·K + b + h₋₁·R + b′)', 'h̃ = φ(x·K + b + r ⊙ (h₋₁·R + b′))', 'h = z ⊙ h₋₁ + (1 − z) ⊙ h̃'],
} as const satisfies CellFacts;

export type GruSpec = SpecOf<typeof gruFacts>;
