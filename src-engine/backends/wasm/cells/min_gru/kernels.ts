import type { LoopKernels } from '../../../cell-kernels.ts';
import type { LoopSteps } from '../../../time-loop.ts';
import type { Extent, WasmContext } from '../../wasm-context.ts';
import { addressOf } from '../../wasm-tensor.ts';

/** A unit of a step takes about as long as this number of loads. */
const VECTORS_A_UNIT = 4;

/** Cuts the work by the units of all sequences, since each goes through all of time by itself. */
function unitsOf({ h, lengths }: LoopSteps): Extent {
  const [blocks, batch, units] = h.shape;
  const count = batch * units;
  return { count, granule: 16, vectors: VECTORS_A_UNIT * (blocks - 1) * count, uneven: lengths !== null };
}

function shared({ h, lengths, resets, reverse }: LoopSteps) {
  const [blocks, batch, units] = h.shape;
  const places = { h: addressOf(h), lengths: addressOf(lengths), resets: addressOf(resets) };
  return { steps: blocks - 1, batch, units, ...places, reverse };
}

export const kernels: LoopKernels<'min_gru', [WasmContext]> = {
  forward(context, loop) {
    context.kernels.minGruForward(unitsOf(loop), {
      ...shared(loop),
      replacements: addressOf(loop.override),
      gates: addressOf(loop.gates),
    });
  },

  backward(context, loop) {
    context.kernels.minGruBackward(unitsOf(loop), {
      ...shared(loop),
      gates: addressOf(loop.gates),
      dOut: addressOf(loop.dOut),
      dHidden: addressOf(loop.dHidden),
      dGates: addressOf(loop.dGates),
      recordDHidden: addressOf(loop.recordDHidden),
    });
  },
};
