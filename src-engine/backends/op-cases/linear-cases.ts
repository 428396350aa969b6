import type { LinearInput, Tensor } from '../backend.ts';
import { caseValues } from './case-values.ts';
import { elements, everyday, products, withoutDifferences } from './op-case.ts';
import type { OpCase } from './op-case.ts';

interface LinearOptions {
  rows: number;
  inputs: number;
  outputs: number;
  source: 'x' | 'ids';
  bias: boolean;
  kernelGradient: boolean;
  /** The treatment of dX; ids have none. */
  inputGradient: 'none' | 'overwrite' | 'accumulate';
  /** Rows of dKernel, where fewer than the kernel's are in use. */
  gradientRows: number;
}

function linearCase(options: LinearOptions): OpCase {
  const { rows, inputs, outputs, source, bias, kernelGradient, inputGradient, gradientRows } = options;
  const parts = [
    `linear ${rows}×${inputs}×${outputs} from ${source}`,
    bias ? 'bias' : 'no bias',
    kernelGradient ? `dKernel ${gradientRows} rows` : 'frozen',
    `dX ${inputGradient}`,
  ];
  const name = parts.join(', ');
  const input = ({ x, ids }: Record<string, Tensor>): LinearInput => (source === 'x' ? { x } : { ids });

  const gradients = [];
  if (kernelGradient) gradients.push({ input: 'kernel', from: 0, gradient: 'dKernel', accumulated: true });
  if (bias) gradients.push({ input: 'bias', from: 0, gradient: 'dBias', accumulated: true });
  if (inputGradient !== 'none') {
    gradients.push({ input: 'x', from: 0, gradient: 'dX', accumulated: inputGradient === 'accumulate' });
  }

  return {
    name,
    ops: ['linearForward', 'linearBackward'],
    tensors() {
      const draw = caseValues(name);
      return {
        // −1 is among the ids, and where rows outnumber kernel rows some id comes twice.
        ...(source === 'x' ? { x: draw.uniform([rows, inputs]) } : { ids: draw.integers([rows], -1, gradientRows) }),
        kernel: draw.uniform([inputs, outputs]),
        out: draw.uniform([rows, outputs]),
        dOut: draw.uniform([rows, outputs]),
        ...(bias && { bias: draw.uniform([outputs]), dBias: draw.uniform([outputs]) }),
        ...(kernelGradient && { dKernel: draw.uniform([gradientRows, outputs]) }),
        ...(inputGradient !== 'none' && { dX: draw.uniform([rows, inputs]) }),
      };
    },
    forward(backend, tensors) {
      const { kernel, out } = tensors;
      backend.linearForward({ ...input(tensors), kernel, bias: tensors.bias ?? null, out });
    },
    backward(backend, tensors) {
      const { kernel, dOut } = tensors;
      backend.linearBackward({
        ...input(tensors),
        kernel,
        dOut,
        dKernel: tensors.dKernel ?? null,
        dBias: tensors.dBias ?? null,
        dX: tensors.dX ?? null,
        accumulateDX: inputGradient === 'accumulate',
      });
    },
    outputs: ['out', ...gradients.map(({ gradient }) => gradient)],
    terms: Math.max(rows, inputs, outputs),
    differentiation: { loss: [{ output: 'out', from: 0, weights: 'dOut' }], gradients },
  };
}

/**
 * Sizes beyond the blocks in which fast products cut their work: 512 of depth, 256 of rows and inputs of a weight's gradient, 128 columns of
 * a strip, and 64 rows, up to which a product does not pack its kernel. A large network lives there.
 */
const BLOCKED_SIZES = [
  { rows: 70, inputs: 515, outputs: 9 },
  { rows: 259, inputs: 9, outputs: 131 },
  { rows: 67, inputs: 131, outputs: 515 },
  { rows: 3, inputs: 515, outputs: 131 },
  { rows: 1, inputs: 515, outputs: 131 },
];

const SIZES = [
  [1, 1, 1],
  [3, 5, 7],
  [13, 17, 33],
  [5, 33, 1],
  [7, 1, 13],
  [33, 13, 5],
  [8, 16, 4],
  [131, 70, 67],
].map(([rows, inputs, outputs]) => ({ rows, inputs, outputs }));

const booleans = [true, false];
const everyGradient = { bias: true, kernelGradient: true };
const optionSize = { rows: 17, inputs: 13, outputs: 7 };

function fromX(options: Omit<LinearOptions, 'source' | 'gradientRows'>): OpCase {
  return linearCase({ ...options, source: 'x', gradientRows: options.inputs });
}

function fromIds(options: Omit<LinearOptions, 'source' | 'inputGradient'>): OpCase {
  return linearCase({ ...options, source: 'ids', inputGradient: 'none' });
}

export const linearCases: OpCase[] = [
  ...SIZES.flatMap((size) => [
    fromX({ ...everyGradient, inputGradient: 'overwrite', ...size }),
    fromIds({ ...everyGradient, gradientRows: size.inputs, ...size }),
  ]),
  ...booleans.flatMap((bias) =>
    booleans.flatMap((kernelGradient) => [
      ...(['none', 'overwrite', 'accumulate'] as const).map((inputGradient) =>
        fromX({ bias, kernelGradient, inputGradient, ...optionSize }),
      ),
      fromIds({ bias, kernelGradient, gradientRows: optionSize.inputs, ...optionSize }),
    ]),
  ),
  fromIds({ ...everyGradient, gradientRows: 5, ...optionSize }),
  ...BLOCKED_SIZES.flatMap((size) => [
    withoutDifferences(fromX({ ...everyGradient, inputGradient: 'accumulate', ...size })),
    withoutDifferences(fromIds({ ...everyGradient, gradientRows: size.inputs, ...size })),
  ]),
  ...[
    { rows: 2500, inputs: 128, outputs: 512 },
    { rows: 2500, inputs: 128, outputs: 65 },
  ].map((size) =>
    everyday(
      fromX({ ...everyGradient, inputGradient: 'overwrite', ...size }),
      products(size.rows * size.inputs * size.outputs, 2 * size.rows * size.inputs * size.outputs),
    ),
  ),
  // The weights' gradient alone.
  everyday(
    fromX({ ...everyGradient, inputGradient: 'none', rows: 2500, inputs: 128, outputs: 512 }),
    products(2500 * 128 * 512, 2500 * 128 * 512),
  ),
  // So few rows that packing the kernel into panels is a large part of it.
  everyday(
    fromX({ bias: false, kernelGradient: false, inputGradient: 'none', rows: 65, inputs: 512, outputs: 2048 }),
    products(65 * 512 * 2048),
  ),
  // A row of the kernel and of out; a row of dOut, and one of dKernel that is read and written.
  everyday(
    fromIds({ ...everyGradient, gradientRows: 65, rows: 2500, inputs: 65, outputs: 512 }),
    elements(2 * 2500 * 512, 3 * 2500 * 512),
  ),
  // One row, as texts are written: the kernel is read once.
  everyday(
    fromX({ bias: false, kernelGradient: false, inputGradient: 'none', rows: 1, inputs: 512, outputs: 2048 }),
    elements(512 * 2048),
  ),
];
