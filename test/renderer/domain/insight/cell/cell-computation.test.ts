// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { cellFacts, cells, type CellType } from '../../../../../src-engine/cells/index.ts';
import { readCellSteps } from '../../../../../src-engine/insight/cell-steps.ts';
import type { ModelSpec } from '../../../../../src-engine/spec/model-spec.ts';
import type { CellStepsRecord } from '../../../../../src-main/contract/insight-records.ts';
import { cellGraph, splitFormulas } from '../../../../../src-renderer/domain/insight/cell/cell-graph.ts';
import { computeCell, digits, functionsOf } from '../../../../../src-renderer/domain/insight/cell/cell-computation.ts';
import { layoutGraph } from '../../../../../src-renderer/domain/insight/cell/layout-graph.ts';
import { parseFormula } from '../../../../../src-renderer/domain/insight/cell/parse-formula.ts';
import { recurrentLoops } from '../../../../../src-renderer/domain/cells/recurrent-loops.ts';
import {
  backends,
  classifier,
  drawIds,
  drawModel,
  gateless,
  headed,
  languageModel,
} from '../../../../engine/insight/drawn-models.ts';
import { runPlainNetwork } from '../../../../engine/insight/plain-network.ts';

const text = drawIds(7);

/** The steps as the API tells them. */
const recordOf = (steps: Awaited<ReturnType<typeof readCellSteps>>): CellStepsRecord => ({
  step: 1,
  tokens: Array.from(text, String),
  columns: steps.columns.map((each) => ({ ...each, input: [...each.input], recurrent: [...each.recurrent] })),
  states: steps.states.map(({ name, before, after }) => ({ name, before: [...before], after: [...after] })),
  variables: steps.variables.map(({ variable, values }) => ({ variable, values: [...values] })),
});

const networks: [string, ModelSpec][] = [
  ['LSTM, GRU and SimpleRNN', languageModel],
  ['GRU and LSTM in both directions, with softsign and a hard sigmoid', classifier],
  ['minGRU', gateless],
  ['sLSTM', headed],
];

describe.each(backends)('on the %s backend', (_, tolerance, createBackend) => {
  test.each(networks)('every number of the picture is that of the formulas in float64: %s', async (_name, spec) => {
    const { model, values } = drawModel(createBackend(), spec);
    const expected = new Map<string, number>();
    runPlainNetwork(model, values, [...text], (loop, variable, t, seen) => {
      seen.forEach((value, unit) => expected.set(`${loop} ${variable} ${t} ${unit}`, value));
    });
    const near = (actual: number, wanted: number, what: string) =>
      expect(Math.abs(actual - wanted), what).toBeLessThanOrEqual(Math.max(tolerance, 1e-11) * 10);
    for (const { name, layer } of recurrentLoops(spec)) {
      const facts = cellFacts(layer.type);
      for (let unit = 0; unit < layer.units; unit++) {
        const steps = recordOf(await readCellSteps(model, text, { loop: name, unit }));
        for (let t = 0; t < text.length; t++) {
          const { stages } = computeCell(facts, functionsOf(layer), steps, t);
          for (const { name: variable, symbol } of facts.variables) {
            const what = `${name} ${variable} ${t} ${unit}`;
            const stage = stages.findLast(({ sign }) => sign === symbol);
            expect(stage, what).toBeDefined();
            near(stage?.value ?? NaN, expected.get(what) ?? NaN, what);
          }
        }
      }
    }
  });
});

test('each cell has a picture of its own that ends in its output', () => {
  for (const facts of cells) {
    const { gates, memory } = splitFormulas(facts);
    const { nodes, order } = cellGraph(memory);
    expect(nodes.at(-1), facts.type).toMatchObject({ sign: 'h' });
    expect(
      nodes.filter(({ operator, sign }) => operator === null && sign === 'h'),
      facts.type,
    ).toEqual([]);
    // Whatever goes in is a variable of the cell, its state before, a part of its sum, or a number.
    const signs = [...facts.variables.map(({ symbol }) => symbol), ...gates.flatMap(({ results }) => results)];
    for (const { operator, sign, constant } of nodes)
      if (operator === null && constant === null)
        expect([...signs, 'x·K', 'h₋₁·R', 'b'], facts.type).toContain(sign?.replace(/^(?!h₋₁·R)(.*)₋₁$/, '$1'));
    expect(order.length, facts.type).toBeGreaterThan(1);
  }
});

test('an LSTM is f ⊙ c₋₁ + i ⊙ c̃ = c, o ⊙ φ(c) = h', () => {
  const { gates, memory } = splitFormulas(cellFacts('lstm'));
  expect(gates.map(({ results }) => results)).toEqual([['i', 'f', 'o'], ['c̃']]);
  const { nodes } = cellGraph(memory);
  expect(nodes.map(({ operator, sign }) => operator ?? sign)).toEqual([
    'f',
    'c₋₁',
    '⊙',
    'i',
    'c̃',
    '⊙',
    '+',
    'o',
    'φ',
    '⊙',
  ]);
  expect(nodes[6]).toMatchObject({ sign: 'c', operands: [2, 5] });
  expect(nodes[9]).toMatchObject({ sign: 'h', operands: [7, 8] });
});

test('each operation is told by its formula and by its numbers', () => {
  const state = (name: string, before: number, after: number) => ({ name, before: [before], after: [after] });
  const steps: CellStepsRecord = {
    step: 1,
    tokens: ['a'],
    columns: [],
    states: [state('h', 0, 0.1), state('c', 0.5, 0.25)],
    variables: [
      { variable: 'input-gate', values: [0.25] },
      { variable: 'forget-gate', values: [1] },
      { variable: 'candidate', values: [-1] },
      { variable: 'output-gate', values: [0.5] },
    ],
  };
  const { stages } = computeCell(cellFacts('lstm'), { σ: 'sigmoid', φ: 'softsign' }, steps, 0);
  expect(stages.slice(4).map(({ formula, numbers, value }) => `${formula} = ${numbers} = ${digits(value)}`)).toEqual([
    'f ⊙ c₋₁ = 1.000 ⊙ 0.500 = 0.500',
    'i ⊙ c̃ = 0.250 ⊙ (−1.000) = −0.250',
    'c = f ⊙ c₋₁ + i ⊙ c̃ = 0.500 + (−0.250) = 0.250',
    'φ(c) = φ(0.250) = 0.200',
    'h = o ⊙ φ(c) = 0.500 ⊙ 0.200 = 0.100',
  ]);
});

test.each(cells.map(({ type }) => type))(
  'no two nodes of %s lie on each other, and all lines lead to the right',
  (type: CellType) => {
    const graph = cellGraph(splitFormulas(cellFacts(type)).memory);
    const { places, columns, rows } = layoutGraph(graph);
    for (const { id, operands } of graph.nodes) {
      const { column, row } = places[id]!;
      expect(column).toBeLessThan(columns);
      expect(row).toBeLessThanOrEqual(rows - 1);
      for (const operand of operands) expect(places[operand]!.column).toBeLessThan(column);
      const others = places.filter((place, other) => other !== id && place.column === column);
      for (const other of others) expect(Math.abs(other.row - row)).toBeGreaterThanOrEqual(1);
    }
  },
);

test('a formula with errors is none', () => {
  for (const formula of ['h = f ⊙', 'h = (f', 'h = f i']) expect(() => parseFormula(formula)).toThrow();
});

test('numbers have three places and no minus before nothing', () => {
  expect([0.12345, -0.12345, -0.00001, 12345.6, NaN].map(digits)).toEqual(['0.123', '−0.123', '0.000', '12346', '?']);
});
