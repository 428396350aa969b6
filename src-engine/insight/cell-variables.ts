import { cellFacts } from '../cells/index.ts';
import type { CellType, CellVariable } from '../cells/index.ts';

/** The variables of a cell in the order of the rows of an override. */
export function cellVariables(type: CellType): readonly CellVariable[] {
  return cellFacts(type).variables.map(({ name }) => name);
}

/** Those with columns of their own in the kernels. In a SimpleRNN that is the state itself. */
export function gateVariables(type: CellType): readonly CellVariable[] {
  return cellFacts(type).columns;
}
