import type { CellGraph } from './cell-graph.ts';
import type { Expression, Operator } from './parse-formula.ts';

export type ActivationName = 'sigmoid' | 'hard_sigmoid' | 'tanh' | 'softsign' | 'relu';

/** The functions that a layer's settings choose for the signs of its formulas. */
export interface CellFunctions {
  /** The activation of gates. */
  σ: ActivationName;
  φ: ActivationName;
}

const activations: Record<ActivationName, (x: number) => number> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  hard_sigmoid: (x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
  tanh: Math.tanh,
  softsign: (x) => x / (1 + Math.abs(x)),
  relu: (x) => Math.max(0, x),
};

function apply(operator: Operator, operands: readonly number[], functions: CellFunctions): number {
  const [a = NaN, b = NaN] = operands;
  switch (operator) {
    case '+':
      return a + b;
    case '−':
      return a - b;
    case '⊙':
      return a * b;
    case '/':
      // A normaliser of 0 has let nothing be written.
      return b === 0 ? 0 : a / b;
    case 'max':
      return Math.max(a, b);
    case 'min':
      return Math.min(a, b);
    case 'log':
      return Math.log(a);
    case 'e^':
      return Math.exp(a);
    case 'tanh':
      return Math.tanh(a);
    case 'σ':
    case 'φ':
      return activations[functions[operator]](a);
  }
}

/** Returns the value of each node, of which those that go in are known by their signs. Values that are not known are NaN. */
export function evaluateGraph(
  { nodes }: CellGraph,
  known: ReadonlyMap<string, number>,
  functions: CellFunctions,
): number[] {
  const values: number[] = [];
  for (const { sign, operator, operands, constant } of nodes) {
    const inputs = operands.map((operand) => values[operand] ?? NaN);
    const given = sign === null ? NaN : (known.get(sign) ?? NaN);
    values.push(operator === null ? (constant ?? given) : apply(operator, inputs, functions));
  }
  return values;
}

export function evaluate(expression: Expression, known: ReadonlyMap<string, number>, functions: CellFunctions): number {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'sign') return known.get(expression.sign) ?? NaN;
  return apply(
    expression.operator,
    expression.operands.map((operand) => evaluate(operand, known, functions)),
    functions,
  );
}
