import { caseValues } from './case-values.ts';
import { everyday, products, withoutDifferences } from './op-case.ts';
import type { OpCase } from './op-case.ts';

interface TableOptions {
  rows: number;
  width: number;
  scores: number;
  tableGradient: boolean;
  inputGradient: boolean;
}

/** The scores of every row of an embedding's table, and their gradients. */
function tableCase({ rows, width, scores, tableGradient, inputGradient }: TableOptions): OpCase {
  const name = `table ${rows}×${width}×${scores}, ${tableGradient ? 'dTable' : 'frozen'}${inputGradient ? ', dX' : ''}`;
  const gradients = [{ input: 'bias', from: 0, gradient: 'dBias', accumulated: true }];
  if (tableGradient) gradients.push({ input: 'table', from: 0, gradient: 'dTable', accumulated: true });
  if (inputGradient) gradients.push({ input: 'x', from: 0, gradient: 'dX', accumulated: false });
  return {
    name,
    ops: ['tableForward', 'tableBackward'],
    tensors() {
      const draw = caseValues(name);
      return {
        x: draw.uniform([rows, width]),
        table: draw.uniform([scores, width]),
        bias: draw.uniform([scores]),
        out: draw.uniform([rows, scores]),
        dOut: draw.uniform([rows, scores]),
        dBias: draw.uniform([scores]),
        ...(tableGradient && { dTable: draw.uniform([scores, width]) }),
        ...(inputGradient && { dX: draw.uniform([rows, width]) }),
      };
    },
    forward(backend, { x, table, bias, out }) {
      backend.tableForward({ x, table, bias, out });
    },
    backward(backend, { x, table, dOut, dTable = null, dBias, dX = null }) {
      backend.tableBackward({ x, table, dOut, dTable, dBias, dX });
    },
    outputs: ['out', ...gradients.map(({ gradient }) => gradient)],
    terms: Math.max(rows, width, scores),
    differentiation: { loss: [{ output: 'out', from: 0, weights: 'dOut' }], gradients },
  };
}

const everyGradient = { tableGradient: true, inputGradient: true };

export const tableCases: OpCase[] = [
  ...[
    [1, 1, 1],
    [1, 6, 37],
    [3, 5, 7],
    [13, 33, 17],
    [8, 4, 16],
    [67, 13, 70],
  ].map(([rows, width, scores]) => tableCase({ rows, width, scores, ...everyGradient })),
  ...[true, false].flatMap((tableGradient) =>
    [true, false].map((inputGradient) => tableCase({ rows: 5, width: 6, scores: 9, tableGradient, inputGradient })),
  ),
  // These sizes go beyond the blocks of fast products; see the cases of linear.
  ...[
    [259, 131, 9],
    [67, 9, 515],
    [3, 515, 131],
    [1, 515, 131],
  ].map(([rows, width, scores]) => withoutDifferences(tableCase({ rows, width, scores, ...everyGradient }))),
  everyday(
    tableCase({ rows: 2500, width: 128, scores: 65, ...everyGradient }),
    products(2500 * 128 * 65, 2 * 2500 * 128 * 65),
  ),
];
