import type { Tensor } from '../backends/tensor.ts';
import { cellFacts } from '../cells/index.ts';
import type { CellVariable } from '../cells/index.ts';
import type { RecurrentLoop } from '../models/model.ts';

/** The place of a variable's values in what a pass left: H columns of a tensor of T·B rows. */
export interface VariablePlace {
  from: Tensor;
  /** The first of the columns. */
  column: number;
}

/**
 * Returns where a cell's variable lies after `forward`: with the states, or else among the columns of the gates. Throws for a variable
 * whose gates this pass does not keep.
 */
export function variablePlace({ name, spec, gates, states }: RecurrentLoop, variable: CellVariable): VariablePlace {
  const facts = cellFacts(spec.type);
  const state = facts.states.find((each) => each.variable === variable);
  if (state !== undefined) return { from: states[state.name], column: 0 };
  if (gates === null) throw new Error(`This pass does not keep the gates of layer ${name}.`);
  return { from: gates, column: facts.columns.indexOf(variable) * spec.units };
}
