import type { Backend, Tensor } from '../backend.ts';
import { NO_BYTES, NOWHERE, strideOf } from './kernel-arguments.ts';
import type { Address, Bytes } from './kernel-arguments.ts';
import { FEW_ROWS, rowsOf } from './wasm-context.ts';
import type { Extent, Packed, WasmContext } from './wasm-context.ts';
import { addressOf } from './wasm-tensor.ts';

type LinearOp = 'linearForward' | 'linearBackward' | 'tableForward' | 'tableBackward';

export function createLinearOps(context: WasmContext): Pick<Backend, LinearOp> {
  const { memory, kernels, frozen, pack, panelBytes } = context;

  return {
    linearForward(args) {
      const [inputs, outputs] = args.kernel.shape;
      const rows = args.out.size / outputs;
      const kernel = addressOf(args.kernel);
      const bias = addressOf(args.bias);
      const out = addressOf(args.out);
      if (args.x === undefined) {
        const ids = addressOf(args.ids);
        kernels.gatherRows(rowsOf(rows, outputs), { columns: outputs, ids, kernel, bias, out });
        return;
      }
      const terms = { a: addressOf(args.x), s: bias, sStride: NO_BYTES, c: out };
      if (rows <= FEW_ROWS) return multiplyFewRows(context, { ...terms, rows, b: args.kernel });
      const [panels] = memory.workspace(panelBytes(inputs, outputs));
      pack('packPanels', kernel, inputs, outputs, panels);
      multiplyPanels(context, { ...terms, rows, depth: inputs, columns: outputs, panels });
    },

    linearBackward(args) {
      const [inputs, outputs] = args.kernel.shape;
      const rows = args.dOut.size / outputs;
      const dOut = addressOf(args.dOut);
      const dKernel = addressOf(args.dKernel);
      const dBias = addressOf(args.dBias);
      if (args.x !== undefined && args.dKernel !== null) {
        const sizes = { rows, inputs, outputs, batch: 1 };
        const extent = gradientColumns(rows, inputs, outputs);
        kernels.weightGradient(extent, {
          ...sizes,
          x: addressOf(args.x),
          mask: NOWHERE,
          d: dOut,
          dK: dKernel,
          db: dBias,
        });
      } else if (args.dBias !== null) {
        kernels.sumRows(columnsOver(rows, outputs), { rows, columns: outputs, matrix: dOut, sum: dBias });
      }
      if (args.ids !== undefined && args.dKernel !== null) {
        const sizes = { rows, columns: outputs };
        kernels.scatterRows(columnsOver(rows, outputs), { ...sizes, ids: addressOf(args.ids), d: dOut, dKernel });
      }
      if (args.dX !== null) {
        const [panels] = memory.workspace(panelBytes(outputs, inputs));
        pack('packPanelsTransposed', addressOf(args.kernel), outputs, inputs, panels);
        const dX = addressOf(args.dX);
        const source = args.accumulateDX ? { s: dX, sStride: strideOf(inputs) } : { s: NOWHERE, sStride: NO_BYTES };
        multiplyPanels(context, { rows, depth: outputs, columns: inputs, a: dOut, panels, ...source, c: dX });
      }
    },

    tableForward({ x, table, bias, out }) {
      const [scores, width] = table.shape;
      const rows = out.size / scores;
      const sizes = { depth: width, columns: scores };
      const terms = { a: addressOf(x), s: addressOf(bias), sStride: NO_BYTES, c: addressOf(out) };
      const packing = rows === 1 ? 'packStripsTransposed' : 'packPanelsTransposed';
      const packed = rows <= FEW_ROWS ? frozen(packing, table) : null;
      if (packed === null) {
        const [panels] = memory.workspace(panelBytes(width, scores));
        pack('packPanelsTransposed', addressOf(table), width, scores, panels);
        multiplyPanels(context, { ...terms, ...sizes, rows, panels });
      } else if (rows === 1) multiplyStrips(context, { ...terms, ...sizes, packed });
      else multiplyPanels(context, { ...terms, ...sizes, rows, panels: packed.address });
    },

    tableBackward({ x, table, dOut, dTable, dBias, dX }) {
      const [scores, width] = table.shape;
      const rows = dOut.size / scores;
      const gradient = addressOf(dOut);
      if (dBias !== null) {
        kernels.sumRows(columnsOver(rows, scores), { rows, columns: scores, matrix: gradient, sum: addressOf(dBias) });
      }
      if (dTable !== null) {
        // dOut has the place of the input, and x that of the output's gradient.
        const sizes = { rows, inputs: scores, outputs: width, batch: 1 };
        const terms = { x: gradient, mask: NOWHERE, d: addressOf(x), dK: addressOf(dTable), db: NOWHERE };
        kernels.weightGradient(gradientColumns(rows, scores, width), { ...sizes, ...terms });
      }
      if (dX === null) return;
      const [panels] = memory.workspace(panelBytes(scores, width));
      pack('packPanels', addressOf(table), scores, width, panels);
      const terms = { a: gradient, s: NOWHERE, sStride: NO_BYTES, c: addressOf(dX) };
      multiplyPanels(context, { ...terms, rows, depth: scores, columns: width, panels });
    },
  };
}

/** C = S + A·B, A (rows, depth); `s` and `sStride` have the meaning that they have for the kernel `linear`. */
interface Product {
  rows: number;
  a: Address;
  s: Address;
  sStride: Bytes;
  c: Address;
}

function multiplyPanels(
  { kernels }: WasmContext,
  { rows, depth, columns, panels, ...terms }: Product & { depth: number; columns: number; panels: Address },
): void {
  kernels.linear(product(rows, depth, columns), { columns, depth, b: panels, bStride: NO_BYTES, ...terms });
}

/** Multiplies one row with a matrix (depth, columns) in strips. */
function multiplyStrips(
  { kernels }: WasmContext,
  {
    depth,
    columns,
    packed,
    a,
    s,
    c,
  }: Pick<Product, 'a' | 's' | 'c'> & { depth: number; columns: number; packed: Packed },
): void {
  const extent = { count: packed.count, granule: 1, vectors: (depth * columns) / 4, coarse: true };
  if (packed.precision === 'bf16') {
    kernels.multiplyNarrowStrips(extent, { columns, depth, a, narrow: packed.address, s, c });
  } else kernels.multiplyStrips(extent, { columns, depth, a, strips: packed.address, s, c });
}

/** Multiplies without packing B first, which would be most of the work. Frozen or not, it comes out the same to the bit. */
export function multiplyFewRows(context: WasmContext, { rows, a, b, s, sStride, c }: Product & { b: Tensor }): void {
  const { kernels, frozen } = context;
  const [depth, columns] = b.shape;
  const extent = columnsOver(rows * depth, columns);
  const packed = frozen(rows === 1 ? 'packStrips' : 'packPanels', b);
  if (packed === null) {
    kernels.linearColumns(extent, { rows, columns, depth, a, b: addressOf(b), s, sStride, c });
  } else if (rows === 1) {
    multiplyStrips(context, { depth, columns, packed, a, s, c });
  } else {
    multiplyPanels(context, { rows, depth, columns, panels: packed.address, a, s, sStride, c });
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
