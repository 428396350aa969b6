import type { LoopKernels } from '../../../cell-kernels.ts';
import { activationCode } from '../../activation-code.ts';
import { NO_BYTES } from '../../kernel-arguments.ts';
import { addRecurrentGradient, prepareBackward, prepareForward, sequencesOf } from '../../recurrent-product.ts';
import type { WasmContext } from '../../wasm-context.ts';
import { addressOf } from '../../wasm-tensor.ts';

export const kernels: LoopKernels<'gru', [WasmContext]> = {
  forward(context, loop) {
    const recurrentBias = addressOf(loop.recurrentBias);
    const { args, u } = prepareForward(context, loop, { s: recurrentBias, sStride: NO_BYTES, c: null });
    context.kernels.gruForward(sequencesOf(loop), {
      ...args,
      recurrentBias,
      recurrentGates: u,
      activation: activationCode[loop.activation],
      recurrentActivation: activationCode[loop.recurrentActivation],
      replacements: addressOf(loop.override),
      gates: addressOf(loop.gates),
      recurrentCandidate: addressOf(loop.recurrentCandidate),
    });
  },

  backward(context, loop) {
    context.kernels.gruBackward(sequencesOf(loop), {
      ...prepareBackward(context, loop),
      activation: activationCode[loop.activation],
      recurrentActivation: activationCode[loop.recurrentActivation],
      gates: addressOf(loop.gates),
      recurrentCandidate: addressOf(loop.recurrentCandidate),
      dOut: addressOf(loop.dOut),
      dHidden: addressOf(loop.dHidden),
      dGates: addressOf(loop.dGates),
      dRecurrentGates: addressOf(loop.dRecurrentGates),
      recordDHidden: addressOf(loop.recordDHidden),
    });
    addRecurrentGradient(context, loop, loop.dRecurrentGates, loop.dRecurrentBias);
  },
};
