import { weightPrecisions, type WeightPrecision } from '../../spec/generation-spec.ts';
import { caseValues } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { OpCase } from './op-case.ts';

interface FrozenOptions {
  op: 'linearForward' | 'tableForward';
  precision: WeightPrecision;
  rows: number;
  depth: number;
  columns: number;
}

/** A product with a matrix that is frozen, in that precision. */
function frozenCase({ op, precision, rows, depth, columns }: FrozenOptions): OpCase {
  const name = `${op} ${rows}×${depth}×${columns}, frozen in ${precision}`;
  return {
    name,
    ops: ['freeze', op],
    tensors() {
      const draw = caseValues(name);
      return {
        x: draw.uniform([rows, depth]),
        matrix: draw.uniform(op === 'linearForward' ? [depth, columns] : [columns, depth]),
        bias: draw.uniform([columns]),
        out: draw.uniform([rows, columns]),
      };
    },
    forward(backend, { x, matrix, bias, out }) {
      backend.freeze(matrix, precision);
      if (op === 'linearForward') backend.linearForward({ x, kernel: matrix, bias, out });
      else backend.tableForward({ x, table: matrix, bias, out });
    },
    backward: null,
    // Its values are rounded where the precision says so.
    outputs: ['matrix', 'out'],
    terms: depth,
    differentiation: null,
  };
}

export const frozenCases: OpCase[] = [
  ...weightPrecisions.flatMap((precision) =>
    (['linearForward', 'tableForward'] as const).flatMap((op) =>
      [
        [1, 1, 1],
        [1, 7, 17],
        [1, 33, 64],
        [1, 130, 103],
        [1, 515, 131],
        [3, 33, 65],
      ].map(([rows, depth, columns]) => frozenCase({ op, precision, rows, depth, columns })),
    ),
  ),
  // The matrix is read once, in half of the memory, which is how texts are written.
  everyday(
    frozenCase({ op: 'linearForward', precision: 'bf16', rows: 1, depth: 512, columns: 2048 }),
    elements((512 * 2048) / 2),
  ),
];
