import type { CellFacts } from '../../../../src-engine/cells/cell-facts.ts';
import type { RecurrentLayerSpec } from '../../../../src-engine/cells/index.ts';
import type { CellStepsRecord } from '../../../../src-main/contract/insight-records.ts';
import { cellGraph, splitFormulas, type CellGraph, type CellNode } from './cell-graph.ts';
import { evaluate, evaluateGraph, type ActivationName, type CellFunctions } from './evaluate-cell.ts';
import type { Expression } from './parse-formula.ts';

/** Something that the cell does at a step: a gate is opened so far, or one operation of the picture is done. */
interface Stage {
  /** The formula with its signs, then with its numbers, and what comes out. */
  formula: string;
  numbers: string;
  value: number;
  /** The sign of what comes out; null where it has no name. */
  sign: string | null;
  /** The node of the picture that it fills. */
  node: number | null;
}

/** The numbers that one unit computes at one step. */
interface CellComputation {
  graph: CellGraph;
  /** The value of each node. */
  values: readonly number[];
  stages: readonly Stage[];
}

/** Further off than single precision: a formula that does not hold at this step, as a stabiliser's where there is nothing to stabilise. */
const largestError = 1e-3;

/** Works out by the formulas of the cell's facts what one unit does at the step of one token, of the numbers that the engine read. */
export function computeCell(
  facts: CellFacts,
  functions: CellFunctions,
  steps: CellStepsRecord,
  at: number,
): CellComputation {
  const { gates, memory } = splitFormulas(facts);
  const known = knownSigns(facts, steps, at);
  const stages: Stage[] = [];
  for (const { results, expression } of gates) {
    for (const sign of results) {
      const own = new Map([...known, ...columnSigns(facts, steps, at, sign)]);
      const computed = evaluate(expression, own, functions);
      const value = known.get(sign) ?? computed;
      known.set(sign, value);
      const holds = Math.abs(value - computed) <= largestError * Math.max(1, Math.abs(value));
      const formula = holds ? `${sign} = ${write(expression, (each) => each)}` : sign;
      const numbers = holds ? write(expression, (each) => digits(own.get(each) ?? NaN)) : '';
      stages.push({ formula, numbers, value, sign, node: null });
    }
  }
  const graph = cellGraph(memory);
  // A cell without gates is one sum of products.
  const [output] = facts.columns;
  const inputs =
    gates.length === 0 && output !== undefined ? columnSigns(facts, steps, at, symbolOf(facts, output)) : [];
  const values = evaluateGraph(graph, new Map([...known, ...inputs]), functions);
  for (const id of graph.order) stages.push(stageOf(graph, values, id));
  return { graph, values, stages };
}

/** The functions of a layer; a cell whose facts fix them has the usual ones. */
export function functionsOf(layer: RecurrentLayerSpec): CellFunctions {
  const field = (name: string, usual: ActivationName): ActivationName =>
    name in layer ? (layer[name as keyof typeof layer] as unknown as ActivationName) : usual;
  return { σ: field('recurrentActivation', 'sigmoid'), φ: field('activation', 'tanh') };
}

const symbolOf = ({ variables }: CellFacts, name: string): string =>
  variables.find((variable) => variable.name === name)?.symbol ?? name;

/** The variables of the unit, and its states before the step. */
function knownSigns(facts: CellFacts, { variables, states }: CellStepsRecord, at: number): Map<string, number> {
  const known = new Map<string, number>();
  for (const { name, before, after } of states) {
    const variable = facts.states.find((state) => state.name === name)?.variable ?? null;
    const sign = variable === null ? name : symbolOf(facts, variable);
    known.set(`${sign}₋₁`, before[at] ?? NaN).set(sign, after[at] ?? NaN);
  }
  for (const { variable, values } of variables) known.set(symbolOf(facts, variable), values[at] ?? NaN);
  return known;
}

/** The parts of the sum that one column makes: of the gate with this sign, or of the one that it is made into, as ĩ is into i. */
function columnSigns(
  facts: CellFacts,
  { columns }: CellStepsRecord,
  at: number,
  sign: string,
): [sign: string, value: number][] {
  const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
  const column =
    columns.find(({ variable }) => symbolOf(facts, variable) === sign) ??
    columns.find(({ variable }) => symbolOf(facts, variable) === bare(sign));
  if (column === undefined) return [];
  return [
    ['x·K', column.input[at] ?? NaN],
    ['h₋₁·R', column.recurrent[at] ?? NaN],
    ['b', column.bias],
    ['b′', column.recurrentBias ?? 0],
  ];
}

function stageOf({ nodes }: CellGraph, values: readonly number[], id: number): Stage {
  const { sign, operator, operands } = nodes[id] as CellNode;
  const operation = (inputs: Expression[]): Expression => ({
    kind: 'operation',
    operator: operator ?? '+',
    operands: inputs,
  });
  const formula = write(operation(operands.map((operand) => formulaOf(nodes, operand))), (each) => each);
  const numbers = operation(operands.map((operand) => ({ kind: 'sign', sign: String(operand) })));
  return {
    formula: sign === null ? formula : `${sign} = ${formula}`,
    numbers: write(numbers, (operand) => digits(values[Number(operand)] ?? NaN)),
    value: values[id] ?? NaN,
    sign,
    node: id,
  };
}

/** A node by its sign, or by what is done for it where it has none. */
function formulaOf(nodes: readonly CellNode[], id: number): Expression {
  const { sign, operator, operands, constant } = nodes[id] as CellNode;
  if (sign !== null) return { kind: 'sign', sign };
  if (operator === null) return { kind: 'number', value: constant ?? NaN };
  return { kind: 'operation', operator, operands: operands.map((operand) => formulaOf(nodes, operand)) };
}

/** Three places and a minus sign of the same width as a plus. */
export const digits = (value: number): string =>
  Number.isNaN(value)
    ? '?'
    : value
        .toFixed(Math.abs(value) < 1000 ? 3 : 0)
        .replace('-', '−')
        .replace(/^−(0\.?0*)$/, '$1');

const prefixed: readonly string[] = ['σ', 'φ', 'tanh', 'log', 'max', 'min', 'e^'];
const loose: readonly string[] = ['+', '−'];

/** Writes an expression, each sign as `sign` says; brackets stand where a sum is multiplied, and about negative numbers. */
function write(expression: Expression, sign: (sign: string) => string): string {
  if (expression.kind === 'number')
    return Number.isInteger(expression.value) ? String(expression.value) : digits(expression.value);
  if (expression.kind === 'sign') return sign(expression.sign);
  const { operator, operands } = expression;
  if (prefixed.includes(operator)) return `${operator}(${operands.map((each) => write(each, sign)).join(', ')})`;
  const parts = operands.map((operand, n) => {
    const text = write(operand, sign);
    const isSum = operand.kind === 'operation' && loose.includes(operand.operator);
    const needsBrackets =
      (isSum && (!loose.includes(operator) || (operator === '−' && n > 0))) || (text.startsWith('−') && n > 0);
    return needsBrackets ? `(${text})` : text;
  });
  return parts.join(` ${operator} `);
}
