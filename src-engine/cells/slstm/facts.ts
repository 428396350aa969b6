import type { CellFacts, SpecOf } from '../cell-facts.ts';
import * as field from '../cell-fields.ts';

/** sLSTM (Beck et al. 2024): exponential gates, held in bounds by a normaliser and a stabiliser, and a recurrent kernel in heads. */
export const slstmFacts = {
  type: 'slstm',
  className: 'SLSTM',
  displayName: 'sLSTM',
  shortName: 'sLSTM',
  term: 'slstm',
  fields: {
    heads: { kind: 'divisor', default: 4, group: 'cell', term: 'heads' },
    returnSequences: field.returnSequences,
    bidirectional: field.bidirectional,
    kernelInitializer: field.kernelInitializer,
  },
  variables: [
    {
      name: 'input-gate',
      symbol: 'i',
      kind: 'gate',
      role: 'write',
      meaning: 'input-gate',
      // One of i and f is always 1, so a count of their saturated values would say nothing about them.
      activation: null,
    },
    { name: 'forget-gate', symbol: 'f', kind: 'gate', role: 'keep', meaning: 'forget-gate', activation: null },
    {
      name: 'candidate',
      symbol: 'z',
      kind: 'candidate',
      role: 'candidate',
      meaning: 'candidate',
      activation: { fixed: 'tanh' },
    },
    {
      name: 'output-gate',
      symbol: 'o',
      kind: 'gate',
      role: 'read',
      meaning: 'output-gate',
      activation: { fixed: 'sigmoid' },
    },
    { name: 'cell-state', symbol: 'c', kind: 'state', role: 'memory', meaning: 'cell-state', activation: null },
    { name: 'normaliser', symbol: 'n', kind: 'normaliser', role: 'memory', meaning: 'normaliser', activation: null },
    { name: 'hidden-state', symbol: 'h', kind: 'state', role: 'output', meaning: 'hidden-state', activation: null },
  ],
  columns: ['input-gate', 'forget-gate', 'candidate', 'output-gate'],
  recurrentKernel: 'heads',
  states: [
    { name: 'h', variable: 'hidden-state', shape: ['batch', 'units'] },
    { name: 'c', variable: 'cell-state', shape: ['batch', 'units'] },
    { name: 'n', variable: 'normaliser', shape: ['batch', 'units'] },
    // The logarithm by which i, f, c and n are scaled down, so that the larger of i and f is 1.
    { name: 'm', variable: null, shape: ['batch', 'units'] },
  ],
  explained: ['input-gate', 'forget-gate', 'output-gate', 'cell-state', 'normaliser', 'hidden-state'],
  formulas: [
    'ĩ, f̃ = x·K + h₋₁·R + b',
    'm = max(ĩ, m₋₁ + log σ(f̃))',
    'i = e^(ĩ − m)',
    'f = e^(m₋₁ − m) ⊙ σ(f̃)',
    'z = tanh(x·K + h₋₁·R + b)',
    'o = σ(x·K + h₋₁·R + b)',
    'c = f ⊙ c₋₁ + i ⊙ z',
    'n = f ⊙ n₋₁ + i',
    'h = o ⊙ c / n',
  ],
} as const satisfies CellFacts;

export type SlstmSpec = SpecOf<typeof slstmFacts>;
