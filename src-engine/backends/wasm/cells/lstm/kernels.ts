import type { LoopKernels } from '../../../cell-kernels.ts';
import { activationCode } from '../../activation-code.ts';
import { strideOf } from '../../kernel-arguments.ts';
import { addRecurrentGradient, prepareBackward, prepareForward, sequencesOf } from '../../recurrent-product.ts';
import type { WasmContext } from '../../wasm-context.ts';
import { addressOf, columnsOf } from '../../wasm-tensor.ts';

export const kernels: LoopKernels<'lstm', [WasmContext]> = {
  forward(context, loop) {
    const gates = addressOf(loop.gates);
    const { args } = prepareForward(context, loop, {
      s: gates,
      sStride: strideOf(columnsOf(loop.recurrent)),
      c: gates,
    });
    context.kernels.lstmForward(sequencesOf(loop), {
      ...args,
      activation: activationCode[loop.activation],
      recurrentActivation: activationCode[loop.recurrentActivation],
      replacements: addressOf(loop.override),
      c: addressOf(loop.c),
      gates,
      cellActivation: addressOf(loop.cellActivation),
    });
  },

  backward(context, loop) {
    context.kernels.lstmBackward(sequencesOf(loop), {
      ...prepareBackward(context, loop),
      activation: activationCode[loop.activation],
      recurrentActivation: activationCode[loop.recurrentActivation],
      c: addressOf(loop.c),
      gates: addressOf(loop.gates),
      cellActivation: addressOf(loop.cellActivation),
      dOut: addressOf(loop.dOut),
      dHidden: addressOf(loop.dHidden),
      dCell: addressOf(loop.dCell),
      dGates: addressOf(loop.dGates),
      recordDHidden: addressOf(loop.recordDHidden),
      recordDCell: addressOf(loop.recordDCell),
    });
    addRecurrentGradient(context, loop, loop.dGates);
  },
};
