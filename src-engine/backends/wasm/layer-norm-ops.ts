import type { Backend } from '../backend.ts';
import { rowsOf } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

export function createLayerNormOps({ compute }: WasmContext): Pick<Backend, 'layerNormForward' | 'layerNormBackward'> {
  return {
    layerNormForward({ x, gamma, beta, epsilon, out, statistics }) {
      const width = columnsOf(x);
      compute(
        ...(['layerNormForward', rowsOf(x.size / width, width), width, addressOf(x)] as const),
        ...[addressOf(gamma), addressOf(beta), epsilon, addressOf(out), addressOf(statistics)],
      );
    },

    layerNormBackward({ x, gamma, statistics, dOut, dGamma, dBeta, dX }) {
      const width = columnsOf(x);
      const rows = x.size / width;
      compute(
        // Sums over all rows, a cache line of columns at the least.
        ...(['layerNormParameterGradient', { count: width, granule: 16, vectors: x.size / 4 }, rows, width] as const),
        ...[addressOf(x), addressOf(statistics), addressOf(dOut), addressOf(dGamma), addressOf(dBeta)],
      );
      if (dX === null) return;
      compute(
        ...(['layerNormInputGradient', rowsOf(rows, width), width, addressOf(x), addressOf(gamma)] as const),
        ...[addressOf(statistics), addressOf(dOut), addressOf(dX)],
      );
    },
  };
}
