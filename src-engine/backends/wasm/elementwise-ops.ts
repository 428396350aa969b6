import type { Backend } from '../backend.ts';
import { activationCode } from './activation-code.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

type ElementwiseOp =
  | 'activationForward'
  | 'activationBackward'
  | 'dropoutMask'
  | 'multiply'
  | 'addScaled'
  | 'copyColumns'
  | 'fill'
  | 'copy';

const TWO_TO_32 = 2 ** 32;

export function createElementwiseOps({ kernels }: WasmContext): Pick<Backend, ElementwiseOp> {
  return {
    fill(tensor, value) {
      const kernel = tensor.type === 'float' ? kernels.fillFloat : kernels.fillInteger;
      kernel(0, tensor.size, addressOf(tensor), value);
    },

    copy(from, to) {
      if (from.size !== to.size) throw new RangeError(`Expected ${to.size} elements, got ${from.size}.`);
      kernels.copy(from.size, addressOf(from), addressOf(to));
    },

    activationForward({ activation, x, out }) {
      if (activation === 'linear') kernels.copy(x.size, addressOf(x), addressOf(out));
      else kernels.activationForward(0, x.size, activationCode[activation], addressOf(x), addressOf(out));
    },

    activationBackward({ activation, out, dOut, dX }) {
      if (activation === 'linear') kernels.copy(dX.size, addressOf(dOut), addressOf(dX));
      else {
        const code = activationCode[activation];
        kernels.activationBackward(0, dX.size, code, addressOf(out), addressOf(dOut), addressOf(dX));
      }
    },

    dropoutMask({ mask, rate, key }) {
      const threshold = Math.ceil(rate * TWO_TO_32);
      if (threshold >= TWO_TO_32) kernels.fillFloat(0, mask.size, addressOf(mask), 0);
      else kernels.dropoutMask(0, mask.size, addressOf(mask), threshold, 1 / (1 - rate), ...key);
    },

    multiply({ a, b, out }) {
      kernels.multiply(0, out.size, addressOf(a), addressOf(b), addressOf(out));
    },

    addScaled({ alpha, x, y }) {
      kernels.addScaled(0, y.size, alpha, addressOf(x), addressOf(y));
    },

    copyColumns({ from, to, fromColumn, toColumn, columns, accumulate }) {
      const fromStride = 4 * columnsOf(from);
      const toStride = 4 * columnsOf(to);
      const rows = (4 * to.size) / toStride;
      const source = addressOf(from) + 4 * fromColumn;
      const target = addressOf(to) + 4 * toColumn;
      kernels.copyColumns(0, rows, columns, source, fromStride, target, toStride, Number(accumulate));
    },
  };
}
