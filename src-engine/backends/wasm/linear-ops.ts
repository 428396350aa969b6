import type { Backend, Tensor } from '../backend.ts';
import { FEW_ROWS, rowsOf } from './wasm-context.ts';
import type { Extent, WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

export function createLinearOps(context: WasmContext): Pick<Backend, 'linearForward' | 'linearBackward'> {
  const { memory, compute, pack, panelBytes } = context;

  return {
    linearForward(args) {
      const [inputs, outputs] = args.kernel.shape;
      const rows = args.out.size / outputs;
      const kernel = addressOf(args.kernel);
      const bias = addressOf(args.bias);
      const out = addressOf(args.out);
      if (args.x === undefined) {
        compute('gatherRows', rowsOf(rows, outputs), outputs, addressOf(args.ids), kernel, bias, out);
      } else if (rows <= FEW_ROWS) {
        multiplyFewRows(context, { rows, a: addressOf(args.x), b: args.kernel, s: bias, sStride: 0, c: out });
      } else {
        const [panels] = memory.workspace(panelBytes(inputs, outputs));
        pack('packPanels', kernel, inputs, outputs, panels);
        compute('linear', product(rows, inputs, outputs), outputs, inputs, addressOf(args.x), panels, 0, bias, 0, out);
      }
    },

    linearBackward(args) {
      const [inputs, outputs] = args.kernel.shape;
      const rows = args.dOut.size / outputs;
      const dOut = addressOf(args.dOut);
      const dKernel = addressOf(args.dKernel);
      const dBias = addressOf(args.dBias);
      if (args.x !== undefined && dKernel !== 0) {
        const extent = gradientColumns(rows, inputs, outputs);
        compute('weightGradient', extent, rows, inputs, outputs, addressOf(args.x), 0, 1, dOut, dKernel, dBias);
      } else if (dBias !== 0) {
        compute('sumRows', columnsOver(rows, outputs), rows, outputs, dOut, dBias);
      }
      if (args.ids !== undefined && dKernel !== 0) {
        compute('scatterRows', columnsOver(rows, outputs), rows, outputs, addressOf(args.ids), dOut, dKernel);
      }
      if (args.dX !== null) {
        const [panels] = memory.workspace(panelBytes(outputs, inputs));
        pack('packPanelsTransposed', addressOf(args.kernel), outputs, inputs, panels);
        const dX = addressOf(args.dX);
        const [source, sourceStride] = args.accumulateDX ? [dX, 4 * inputs] : [0, 0];
        compute('linear', product(rows, outputs, inputs), inputs, outputs, dOut, panels, 0, source, sourceStride, dX);
      }
    },
  };
}

/**
 * C = S + A·B, A (rows, depth) and `s` as of the kernel `linear`, without packing B first, which would be most of the work. Frozen or
 * not, it comes out the same to the bit.
 */
export function multiplyFewRows(
  { compute, frozen }: WasmContext,
  { rows, a, b, s, sStride, c }: { rows: number; a: number; b: Tensor; s: number; sStride: number; c: number },
): void {
  const [depth, columns] = b.shape;
  const extent = columnsOver(rows * depth, columns);
  const packed = frozen(rows === 1 ? 'packStrips' : 'packPanels', b);
  if (packed === null) {
    compute('linearColumns', extent, rows, columns, depth, a, addressOf(b), s, sStride, c);
  } else if (rows === 1) {
    compute('multiplyStrips', { ...extent, count: packed.count, granule: 1 }, columns, depth, a, packed.address, s, c);
  } else {
    compute('linear', product(rows, depth, columns), columns, depth, a, packed.address, 0, s, sStride, c);
  }
}

/** Rows of a product. A part is what the kernel keeps in the second cache at a time, or less where that would leave threads idle. */
function product(rows: number, depth: number, columns: number): Extent {
  return { count: rows, granule: 8, vectors: (rows * depth * columns) / 4 };
}

/** Columns of a weight's gradient, which all rows add to. Every part packs x anew. */
export function gradientColumns(rows: number, inputs: number, outputs: number): Extent {
  return { count: outputs, granule: 16, vectors: (rows * inputs * outputs) / 4, coarse: true };
}

/** Columns that all rows add to: long stretches of a row are read faster than short ones. */
function columnsOver(rows: number, columns: number): Extent {
  return { count: columns, granule: 16, vectors: (rows * columns) / 4, coarse: true };
}
