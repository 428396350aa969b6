import type { PhiloxKey } from '../backend.ts';
import { caseValues, floatTensor, integerTensor } from './case-values.ts';
import { elements, everyday } from './op-case.ts';
import type { BackendOp, OpCase } from './op-case.ts';

/** A case without gradients. */
function plainCase(name: string, op: BackendOp, rest: Pick<OpCase, 'tensors' | 'forward' | 'outputs'>): OpCase {
  return { name, ops: [op], backward: null, terms: 1, differentiation: null, ...rest };
}

function dropoutMaskCase(size: number, rate: number, key: PhiloxKey): OpCase {
  return plainCase(`dropout mask of ${size}, rate ${rate}`, 'dropoutMask', {
    tensors: () => ({ mask: caseValues('dropout').uniform([size]) }),
    forward: (backend, { mask }) => backend.dropoutMask({ mask, rate, key }),
    outputs: ['mask'],
  });
}

function dropoutCase(size: number, rate: number, key: PhiloxKey, inPlace: boolean): OpCase {
  const name = `dropout of ${size}, rate ${rate}${inPlace ? ', dX in place of dOut' : ''}`;
  const dX = inPlace ? 'dOut' : 'dX';
  return {
    name,
    ops: ['dropout'],
    tensors() {
      const draw = caseValues(name);
      return {
        x: draw.uniform([size]),
        out: draw.uniform([size]),
        dOut: draw.uniform([size]),
        ...(!inPlace && { dX: draw.uniform([size]) }),
      };
    },
    forward: (backend, { x, out }) => backend.dropout({ x, rate, key, out }),
    backward: (backend, tensors) => backend.dropout({ x: tensors.dOut, rate, key, out: tensors[dX] }),
    outputs: ['out', dX],
    terms: 1,
    differentiation: {
      loss: [{ output: 'out', from: 0, weights: 'dOut' }],
      gradients: [{ input: 'x', from: 0, gradient: dX, accumulated: false }],
    },
  };
}

function addScaledCase(size: number, alpha: number): OpCase {
  const name = `add ${alpha}·x to ${size}`;
  return plainCase(name, 'addScaled', {
    tensors() {
      const draw = caseValues(name);
      return { x: draw.uniform([size]), y: draw.uniform([size]) };
    },
    forward: (backend, { x, y }) => backend.addScaled({ alpha, x, y }),
    outputs: ['y'],
  });
}

/** Returns a case that fills some rows, in any order; a −1 among them stands for no row. */
function fillRowsCase(shape: readonly number[], rows: readonly number[], value: number): OpCase {
  const named = rows.length > 9 ? `0 … ${rows.length - 1}` : rows.join();
  const name = `fill rows ${named} of ${shape.join('×')} with ${value}`;
  return plainCase(name, 'fillRows', {
    tensors: () => ({ x: caseValues(name).uniform(shape), rows: integerTensor(rows) }),
    forward: (backend, { x, rows }) => backend.fillRows({ x, rows, value }),
    outputs: ['x'],
  });
}

interface ColumnOptions {
  fromColumn: number;
  toColumn: number;
  columns: number;
  accumulate: boolean;
}

function copyColumnsCase(rows: number, fromWidth: number, toWidth: number, options: ColumnOptions): OpCase {
  const { fromColumn, toColumn, columns, accumulate } = options;
  const verb = accumulate ? 'add' : 'copy';
  const name = `${verb} ${columns} of ${fromWidth} columns at ${fromColumn} to ${toWidth} at ${toColumn}, ${rows} rows`;
  return plainCase(name, 'copyColumns', {
    tensors() {
      const draw = caseValues(name);
      return { from: draw.uniform([rows, fromWidth]), to: draw.uniform([rows, toWidth]) };
    },
    forward: (backend, { from, to }) => backend.copyColumns({ from, to, ...options }),
    outputs: ['to', 'from'],
  });
}

/** Fills and copies between windows of one tensor, float and int32. */
const windowCases: OpCase[] = [
  plainCase('fill windows', 'fill', {
    tensors: () => ({ x: caseValues('fill windows').uniform([3, 7]), n: integerTensor([1, 2, 3, 4, 5]) }),
    forward(backend, { x, n }) {
      backend.fill(backend.view(x, 3, [5]), 0.1);
      backend.fill(backend.view(backend.view(x, 9, [2, 5]), 1, [3]), -7);
      backend.fill(backend.view(n, 1, [3]), -1);
    },
    outputs: ['x', 'n'],
  }),
  plainCase('copy windows', 'copy', {
    tensors: () => ({ x: caseValues('copy windows').uniform([3, 7]), n: integerTensor([1, 2, 3, 4, 5]) }),
    forward(backend, { x, n }) {
      backend.copy(backend.view(x, 1, [7]), backend.view(x, 13, [7]));
      backend.copy(backend.view(n, 3, [2]), backend.view(n, 0, [2]));
    },
    outputs: ['x', 'n'],
  }),
];

/** Elements of a layer's states. */
const STATES = 2500 * 128;

const largeCases: OpCase[] = [
  plainCase(`fill two of ${STATES}`, 'fill', {
    tensors: () => ({ x: caseValues('fill').uniform([STATES]), y: caseValues('fill').uniform([STATES]) }),
    forward(backend, { x, y }) {
      backend.fill(x, 0);
      backend.fill(y, 0.1);
    },
    outputs: ['x', 'y'],
  }),
  plainCase(`copy ${STATES}`, 'copy', {
    tensors: () => ({ x: caseValues('copy').uniform([STATES]), y: caseValues('copy').uniform([STATES]) }),
    forward: (backend, { x, y }) => backend.copy(x, y),
    outputs: ['y'],
  }),
];

/** Elements keep a tenth of a bin's width from every edge, so that rounding cannot move them. */
function histogramCase(size: number, bins: number, min: number, max: number): OpCase {
  const name = `histogram of ${size} in ${bins} bins over ${min}…${max}`;
  return plainCase(name, 'histogram', {
    tensors() {
      const draw = caseValues(name);
      const offsets = draw.uniform([size], 0.1, 0.9).values;
      const width = (max - min) / bins;
      const x = offsets.map((offset) => min + (draw.below(bins + 4) - 2 + offset) * width);
      x[size - 1] = NaN;
      return { x: floatTensor([size], x), counts: integerTensor(Array.from({ length: bins }, (_, k) => k)) };
    },
    forward: (backend, { x, counts }) => backend.histogram({ x, counts, min, max }),
    outputs: ['counts'],
  });
}

export const elementwiseCases: OpCase[] = [
  fillRowsCase([5, 7], [3, -1, 0], 0),
  fillRowsCase([3, 2, 4], [2, 1], 0.5),
  fillRowsCase([9, 1], [8, 0, 4, -1], -2),
  dropoutMaskCase(1, 0.5, [0, 0, 0, 0]),
  dropoutMaskCase(33, 0, [1, 2, 3, 4]),
  dropoutMaskCase(119, 0.3, [0xdeadbeef, 0xffffffff, 0x80000000, 7]),
  dropoutMaskCase(4097, 0.8, [5, 6, 7, 0xfffffffe]),
  dropoutCase(1, 0.5, [1, 2, 3, 4], false),
  dropoutCase(119, 0.3, [0xdeadbeef, 0xffffffff, 0x80000000, 7], false),
  dropoutCase(33, 0.7, [5, 6, 7, 8], true),
  dropoutCase(70, 1, [5, 6, 7, 8], false),
  addScaledCase(1, 2),
  addScaledCase(119, -0.3),
  copyColumnsCase(5, 7, 13, { fromColumn: 0, toColumn: 6, columns: 7, accumulate: false }),
  copyColumnsCase(5, 13, 7, { fromColumn: 5, toColumn: 0, columns: 7, accumulate: true }),
  copyColumnsCase(1, 33, 33, { fromColumn: 1, toColumn: 3, columns: 17, accumulate: true }),
  copyColumnsCase(17, 1, 3, { fromColumn: 0, toColumn: 1, columns: 1, accumulate: false }),
  ...windowCases,
  histogramCase(119, 7, -1, 1),
  histogramCase(33, 1, 0, 1),
  histogramCase(1025, 64, -0.05, 0.2),
  everyday(dropoutMaskCase(STATES, 0.3, [5, 6, 7, 8]), elements(STATES)),
  everyday(dropoutCase(STATES, 0.3, [5, 6, 7, 8], false), elements(2 * STATES, 2 * STATES)),
  everyday(addScaledCase(STATES, -0.3), elements(3 * STATES)),
  everyday(
    copyColumnsCase(2500, 128, 256, { fromColumn: 0, toColumn: 128, columns: 128, accumulate: false }),
    elements(2 * STATES),
  ),
  everyday(histogramCase(STATES, 64, -1, 1), elements(STATES)),
  everyday(
    fillRowsCase(
      [65, 512],
      Array.from({ length: 65 }, (_, row) => row),
      0,
    ),
    elements(65 * 512),
  ),
  ...largeCases.map((each) => everyday(each, elements(2 * STATES))),
];
