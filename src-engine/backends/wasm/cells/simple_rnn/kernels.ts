import type { LoopKernels } from '../../../cell-kernels.ts';
import { activationCode } from '../../activation-code.ts';
import { strideOf } from '../../kernel-arguments.ts';
import { addRecurrentGradient, prepareBackward, prepareForward, sequencesOf } from '../../recurrent-product.ts';
import type { WasmContext } from '../../wasm-context.ts';
import { addressOf } from '../../wasm-tensor.ts';

export const kernels: LoopKernels<'simple_rnn', [WasmContext]> = {
  forward(context, loop) {
    const [, batch, units] = loop.h.shape;
    const z = addressOf(loop.z);
    const after = addressOf(loop.h, loop.reverse ? 0 : batch * units);
    const { args } = prepareForward(context, loop, { s: z, sStride: strideOf(units), c: after });
    context.kernels.rnnForward(sequencesOf(loop), {
      ...args,
      activation: activationCode[loop.activation],
      replacements: addressOf(loop.override),
      z,
    });
  },

  backward(context, loop) {
    context.kernels.rnnBackward(sequencesOf(loop), {
      ...prepareBackward(context, loop),
      activation: activationCode[loop.activation],
      dOut: addressOf(loop.dOut),
      dHidden: addressOf(loop.dHidden),
      dZ: addressOf(loop.dZ),
      recordDHidden: addressOf(loop.recordDHidden),
    });
    addRecurrentGradient(context, loop, loop.dZ);
  },
};
