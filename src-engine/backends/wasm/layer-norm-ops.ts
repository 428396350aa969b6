import type { Backend } from '../backend.ts';
import { float } from './kernel-arguments.ts';
import { rowsOf } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

export function createLayerNormOps({ kernels }: WasmContext): Pick<Backend, 'layerNormForward' | 'layerNormBackward'> {
  return {
    layerNormForward({ x, gamma, beta, epsilon, out, statistics }) {
      const width = columnsOf(x);
      kernels.layerNormForward(rowsOf(x.size / width, width), {
        width,
        x: addressOf(x),
        gamma: addressOf(gamma),
        beta: addressOf(beta),
        epsilon: float(epsilon),
        out: addressOf(out),
        statistics: addressOf(statistics),
      });
    },

    layerNormBackward({ x, gamma, statistics, dOut, dGamma, dBeta, dX }) {
      const width = columnsOf(x);
      const rows = x.size / width;
      const shared = { width, x: addressOf(x), statistics: addressOf(statistics), dOut: addressOf(dOut) };
      // The sums go over all rows, so the work is cut by columns, of which a part has at least a cache line.
      const columns = { count: width, granule: 16, vectors: x.size / 4 };
      kernels.layerNormParameterGradient(columns, {
        ...shared,
        rows,
        dGamma: addressOf(dGamma),
        dBeta: addressOf(dBeta),
      });
      if (dX === null) return;
      kernels.layerNormInputGradient(rowsOf(rows, width), { ...shared, gamma: addressOf(gamma), dX: addressOf(dX) });
    },
  };
}
