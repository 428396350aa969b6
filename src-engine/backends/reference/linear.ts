import type { LinearBackward, LinearForward, TableBackward, TableForward } from '../backend.ts';
import { addProduct, addProductWithTransposed, addRows, addTransposedProduct } from './matrix-products.ts';
import { floats, integers } from './reference-tensor.ts';

/** out (N, O) = x (N, I) · K (I, O) + b (O), or out[n] = K[ids[n]] + b. */
export function linearForward(args: LinearForward): void {
  const [inputs, outputs] = args.kernel.shape;
  const kernel = floats(args.kernel);
  const out = floats(args.out);
  const rows = out.length / outputs;

  if (args.bias === null) out.fill(0);
  else for (let n = 0; n < rows; n++) out.set(floats(args.bias), n * outputs);

  if (args.x !== undefined) {
    addProduct(floats(args.x), kernel, out, rows, inputs, outputs);
    return;
  }
  const ids = integers(args.ids);
  for (let n = 0; n < rows; n++) {
    if (ids[n] < 0) continue;
    for (let o = 0; o < outputs; o++) out[n * outputs + o] += kernel[ids[n] * outputs + o];
  }
}

/** dK (I, O) += xᵀ · dOut (N, O), or dK[ids[n]] += dOut[n]; db (O) += Σ rows of dOut; dX (N, I) (+)= dOut · Kᵀ. */
export function linearBackward(args: LinearBackward): void {
  const [inputs, outputs] = args.kernel.shape;
  const dOut = floats(args.dOut);
  const rows = dOut.length / outputs;

  if (args.dBias !== null) addRows(dOut, floats(args.dBias), rows, outputs);

  if (args.dKernel !== null) {
    const dKernel = floats(args.dKernel);
    if (args.x !== undefined) {
      addTransposedProduct(floats(args.x), dOut, dKernel, rows, inputs, outputs);
    } else {
      const ids = integers(args.ids);
      for (let n = 0; n < rows; n++) {
        if (ids[n] < 0) continue;
        for (let o = 0; o < outputs; o++) dKernel[ids[n] * outputs + o] += dOut[n * outputs + o];
      }
    }
  }

  if (args.dX !== null) {
    const dX = floats(args.dX);
    if (!args.accumulateDX) dX.fill(0);
    addProductWithTransposed(dOut, floats(args.kernel), dX, rows, outputs, inputs);
  }
}

/** out (N, V) = x (N, D) · Eᵀ + b (V), E (V, D). */
export function tableForward({ x, table, bias, out }: TableForward): void {
  const [scores, width] = table.shape;
  const values = floats(out);
  const rows = values.length / scores;
  for (let n = 0; n < rows; n++) values.set(floats(bias), n * scores);
  addProductWithTransposed(floats(x), floats(table), values, rows, width, scores);
}

/** dE (V, D) += dOutᵀ · x; db (V) += Σ rows of dOut; dX (N, D) = dOut · E. */
export function tableBackward({ x, table, dOut, dTable, dBias, dX }: TableBackward): void {
  const [scores, width] = table.shape;
  const gradient = floats(dOut);
  const rows = gradient.length / scores;
  if (dBias !== null) addRows(gradient, floats(dBias), rows, scores);
  if (dTable !== null) addTransposedProduct(gradient, floats(x), floats(dTable), rows, scores, width);
  if (dX !== null) addProduct(gradient, floats(table), floats(dX).fill(0), rows, scores, width);
}
