import type { CellFacts, SpecOf } from '../cell-facts.ts';
import * as field from '../cell-fields.ts';

/** minGRU (Feng et al. 2024): its gates see the input alone, so that all products are done before the first step. */
export const minGruFacts = {
  type: 'min_gru',
  className: 'MinGRU',
  displayName: 'minGRU',
  shortName: 'minGRU',
  term: 'minGru',
  fields: {
    returnSequences: field.returnSequences,
    bidirectional: field.bidirectional,
    kernelInitializer: field.kernelInitializer,
  },
  variables: [
    {
      name: 'update-gate',
      symbol: 'z',
      kind: 'gate',
      role: 'write',
      // This gate writes where it is open, whereas a GRU's gate of the same name keeps.
      meaning: 'replacing-gate',
      activation: { fixed: 'sigmoid' },
    },
    { name: 'candidate', symbol: 'h̃', kind: 'candidate', role: 'candidate', meaning: 'candidate', activation: null },
    { name: 'hidden-state', symbol: 'h', kind: 'state', role: 'output', meaning: 'hidden-state', activation: null },
  ],
  columns: ['update-gate', 'candidate'],
  recurrentKernel: 'none',
  states: [{ name: 'h', variable: 'hidden-state', shape: ['batch', 'units'] }],
  explained: ['update-gate', 'candidate', 'hidden-state'],
  formulas: ['z = σ(x·K + b)', 'h̃ = max(x·K + b, 0) + σ(min(x·K + b, 0))', 'h = (1 − z) ⊙ h₋₁ + z ⊙ h̃'],
} as const satisfies CellFacts;

export type MinGruSpec = SpecOf<typeof minGruFacts>;
