import type { Backend } from '../backend.ts';
import { activationCode } from './activation-code.ts';
import { elements, rowsOf } from './wasm-context.ts';
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

export function createElementwiseOps({ kernels, compute }: WasmContext): Pick<Backend, ElementwiseOp> {
  return {
    fill(tensor, value) {
      const kernel = tensor.type === 'float' ? 'fillFloat' : 'fillInteger';
      compute(kernel, elements(tensor.size), addressOf(tensor), value);
    },

    copy(from, to) {
      if (from.size !== to.size) throw new RangeError(`Expected ${to.size} elements, got ${from.size}.`);
      kernels.copy(from.size, addressOf(from), addressOf(to));
    },

    activationForward({ activation, x, out }) {
      if (activation === 'linear') kernels.copy(x.size, addressOf(x), addressOf(out));
      else compute('activationForward', elements(x.size), activationCode[activation], addressOf(x), addressOf(out));
    },

    activationBackward({ activation, out, dOut, dX }) {
      if (activation === 'linear') kernels.copy(dX.size, addressOf(dOut), addressOf(dX));
      else {
        const code = activationCode[activation];
        compute('activationBackward', elements(dX.size), code, addressOf(out), addressOf(dOut), addressOf(dX));
      }
    },

    dropoutMask({ mask, rate, key }) {
      const threshold = Math.ceil(rate * TWO_TO_32);
      if (threshold >= TWO_TO_32) compute('fillFloat', elements(mask.size), addressOf(mask), 0);
      else compute('dropoutMask', elements(mask.size), addressOf(mask), threshold, 1 / (1 - rate), ...key);
    },

    multiply({ a, b, out }) {
      compute('multiply', elements(out.size), addressOf(a), addressOf(b), addressOf(out));
    },

    addScaled({ alpha, x, y }) {
      compute('addScaled', elements(y.size), alpha, addressOf(x), addressOf(y));
    },

    copyColumns({ from, to, fromColumn, toColumn, columns, accumulate }) {
      const fromStride = 4 * columnsOf(from);
      const toStride = 4 * columnsOf(to);
      const rows = (4 * to.size) / toStride;
      const source = addressOf(from) + 4 * fromColumn;
      const target = addressOf(to) + 4 * toColumn;
      const extent = rowsOf(rows, columns);
      compute('copyColumns', extent, columns, source, fromStride, target, toStride, Number(accumulate));
    },
  };
}
