import type { CellFacts } from '../../../../src-engine/cells/cell-facts.ts';
import { parseFormula, type Expression, type Formula, type Operator } from './parse-formula.ts';

/** One number of the picture: what goes into the cell, or what an operation makes of others. */
export interface CellNode {
  /** The place among all nodes; operands come before what is made of them. */
  id: number;
  /** The sign of the value: `f`, `c₋₁`, `x·K`; null for what has no name of its own. */
  sign: string | null;
  /** null for what goes into the picture. */
  operator: Operator | null;
  operands: readonly number[];
  /** The value of a number in a formula, as the 1 of `1 − z`. */
  constant: number | null;
}

export interface CellGraph {
  nodes: readonly CellNode[];
  /** The operations in the order in which they are done. */
  order: readonly number[];
}

/** Formulas of gates, and those that make the states out of them: the memory and the output. A cell without gates has the latter alone. */
export function splitFormulas({ formulas, variables }: Pick<CellFacts, 'formulas' | 'variables'>): {
  gates: Formula[];
  memory: Formula[];
} {
  const states = variables.filter(({ kind }) => kind === 'state' || kind === 'normaliser').map(({ symbol }) => symbol);
  const all = formulas.map(parseFormula);
  const isMemory = ({ results }: Formula) => results.some((sign) => states.includes(sign));
  return { gates: all.filter((formula) => !isMemory(formula)), memory: all.filter(isMemory) };
}

/** The operations of the formulas as a graph in which every sign is one node. */
export function cellGraph(formulas: readonly Formula[]): CellGraph {
  const nodes: CellNode[] = [];
  const bySign = new Map<string, number>();
  const add = (node: Omit<CellNode, 'id'>): number => nodes.push({ ...node, id: nodes.length }) - 1;

  function place(expression: Expression): number {
    if (expression.kind === 'number')
      return add({ sign: null, operator: null, operands: [], constant: expression.value });
    if (expression.kind === 'operation') {
      const operands = expression.operands.map(place);
      return add({ sign: null, operator: expression.operator, operands, constant: null });
    }
    const { sign } = expression;
    const known = bySign.get(sign);
    if (known !== undefined) return known;
    const id = add({ sign, operator: null, operands: [], constant: null });
    bySign.set(sign, id);
    return id;
  }

  for (const { results, expression } of formulas) {
    const id = place(expression);
    const [result = ''] = results;
    nodes[id] = { ...nodes[id], sign: result };
    bySign.set(result, id);
  }
  return { nodes, order: nodes.filter(({ operator }) => operator !== null).map(({ id }) => id) };
}
