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

export function createPoolingOps({ compute }: WasmContext): Pick<Backend, PoolingOp> {
  return {
    poolForward({ kind, steps, lengths, places, x, out }) {
      const width = columnsOf(out);
      const batch = out.size / width;
      const shape = [steps, batch, width, addressOf(x), addressOf(lengths), addressOf(out)];
      const extent = sequences(batch, steps, width);
      if (kind === 'mean') compute('meanPoolForward', extent, ...shape);
      else compute('maxPoolForward', extent, ...shape, addressOf(places));
    },

    poolBackward({ kind, steps, lengths, places, dOut, dX }) {
      const width = columnsOf(dOut);
      const batch = dOut.size / width;
      const from = addressOf(kind === 'mean' ? lengths : places);
      compute(
        ...([kind === 'mean' ? 'meanPoolBackward' : 'maxPoolBackward', sequences(batch, steps, width)] as const),
        ...[steps, batch, width, from, addressOf(dOut), addressOf(dX)],
      );
    },

    attendForward({ steps, scores, x, lengths, weights, out }) {
      const width = columnsOf(out);
      const batch = out.size / width;
      compute(
        ...(['attendForward', sequences(batch, steps, width), steps, batch, width, addressOf(scores)] as const),
        ...[addressOf(x), addressOf(lengths), addressOf(weights), addressOf(out)],
      );
    },

    attendBackward({ steps, weights, x, dOut, dScores, dX }) {
      const width = columnsOf(dOut);
      const batch = dOut.size / width;
      compute(
        ...(['attendBackward', sequences(batch, steps, width), steps, batch, width, addressOf(weights)] as const),
        ...[addressOf(x), addressOf(dOut), addressOf(dScores), addressOf(dX)],
      );
    },
  };
}
