import { gateCounts } from '../models/parameter-specs.ts';
import type { CellVariable } from '../spec/insight-spec.ts';
import type { RecurrentLayerSpec } from '../spec/model-spec.ts';

type CellType = RecurrentLayerSpec['type'];

/** The variables of each cell in the order of its gates' columns, then its states: the order of the rows of an override. */
export const cellVariables: Record<CellType, readonly CellVariable[]> = {
  lstm: ['input-gate', 'forget-gate', 'candidate', 'output-gate', 'cell-state', 'hidden-state'],
  gru: ['update-gate', 'reset-gate', 'candidate', 'hidden-state'],
  simple_rnn: ['hidden-state'],
};

/** Those with columns of their own in the kernels, and with an activation of their own. In a SimpleRNN that is the state itself. */
export function gateVariables(type: CellType): readonly CellVariable[] {
  return cellVariables[type].slice(0, gateCounts[type]);
}
