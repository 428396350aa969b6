import type { Backend } from '../backend.ts';
import type { Extent, WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

type PoolingOp = 'poolForward' | 'poolBackward' | 'attendForward' | 'attendBackward';

/** Sequences of a batch, each of which reads or writes all of its steps. */
const sequences = (batch: number, steps: number, width: number): Extent => ({
  count: batch,
  granule: 1,
  vectors: (batch * steps * width) / 4,
});

export function createPoolingOps({ kernels }: WasmContext): Pick<Backend, PoolingOp> {
  return {
    poolForward({ kind, steps, lengths, places, x, out }) {
      const width = columnsOf(out);
      const batch = out.size / width;
      const extent = sequences(batch, steps, width);
      const args = { steps, batch, width, x: addressOf(x), lengths: addressOf(lengths), out: addressOf(out) };
      if (kind === 'mean') kernels.meanPoolForward(extent, args);
      else kernels.maxPoolForward(extent, { ...args, places: addressOf(places) });
    },

    poolBackward({ kind, steps, lengths, places, dOut, dX }) {
      const width = columnsOf(dOut);
      const batch = dOut.size / width;
      const extent = sequences(batch, steps, width);
      const args = { steps, batch, width, dOut: addressOf(dOut), dX: addressOf(dX) };
      if (kind === 'mean') kernels.meanPoolBackward(extent, { ...args, lengths: addressOf(lengths) });
      else kernels.maxPoolBackward(extent, { ...args, places: addressOf(places) });
    },

    attendForward({ steps, scores, x, lengths, weights, out }) {
      const width = columnsOf(out);
      const batch = out.size / width;
      kernels.attendForward(sequences(batch, steps, width), {
        steps,
        batch,
        width,
        scores: addressOf(scores),
        x: addressOf(x),
        lengths: addressOf(lengths),
        weights: addressOf(weights),
        out: addressOf(out),
      });
    },

    attendBackward({ steps, weights, x, dOut, dScores, dX }) {
      const width = columnsOf(dOut);
      const batch = dOut.size / width;
      kernels.attendBackward(sequences(batch, steps, width), {
        steps,
        batch,
        width,
        weights: addressOf(weights),
        x: addressOf(x),
        dOut: addressOf(dOut),
        dScores: addressOf(dScores),
        dX: addressOf(dX),
      });
    },
  };
}
