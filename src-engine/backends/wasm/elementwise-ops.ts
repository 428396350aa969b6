import type { Backend, PhiloxKey, Tensor } from '../backend.ts';
import { activationCode } from './activation-code.ts';
import { float, NOWHERE, strideOf } from './kernel-arguments.ts';
import type { Address } from './kernel-arguments.ts';
import { elements, rowsOf } from './wasm-context.ts';
import type { WasmContext } from './wasm-context.ts';
import { addressOf, columnsOf } from './wasm-tensor.ts';

type ElementwiseOp =
  | 'activationForward'
  | 'activationBackward'
  | 'dropoutMask'
  | 'dropout'
  | 'addScaled'
  | 'copyColumns'
  | 'fillRows'
  | 'fill'
  | 'copy';

const TWO_TO_32 = 2 ** 32;

export function createElementwiseOps({ kernels }: WasmContext): Pick<Backend, ElementwiseOp> {
  const copy = (from: Tensor, to: Tensor) => kernels.copy({ count: to.size, from: addressOf(from), to: addressOf(to) });

  function dropout(x: Address, rate: number, [key0, key1, counter2, counter3]: PhiloxKey, out: Tensor): void {
    const threshold = Math.ceil(rate * TWO_TO_32);
    const extent = elements(out.size);
    if (threshold >= TWO_TO_32) return kernels.fillFloat(extent, { x: addressOf(out), value: float(0) });
    const kept = float(1 / (1 - rate));
    kernels.dropout(extent, { x, out: addressOf(out), threshold, kept, key0, key1, counter2, counter3 });
  }

  return {
    fill(tensor, value) {
      const extent = elements(tensor.size);
      const x = addressOf(tensor);
      if (tensor.type === 'float') kernels.fillFloat(extent, { x, value: float(value) });
      else kernels.fillInteger(extent, { x, value });
    },

    copy(from, to) {
      if (from.size !== to.size) throw new RangeError(`Expected ${to.size} elements, got ${from.size}.`);
      copy(from, to);
    },

    activationForward({ activation, x, out }) {
      if (activation === 'linear') return copy(x, out);
      const code = activationCode[activation];
      kernels.activationForward(elements(x.size), { activation: code, x: addressOf(x), out: addressOf(out) });
    },

    activationBackward({ activation, out, dOut, dX }) {
      if (activation === 'linear') return copy(dOut, dX);
      kernels.activationBackward(elements(dX.size), {
        activation: activationCode[activation],
        out: addressOf(out),
        dOut: addressOf(dOut),
        dX: addressOf(dX),
      });
    },

    dropoutMask: ({ mask, rate, key }) => dropout(NOWHERE, rate, key, mask),

    dropout: ({ x, rate, key, out }) => dropout(addressOf(x), rate, key, out),

    fillRows({ x, rows, value }) {
      const width = x.size / x.shape[0];
      const extent = { count: rows.size, granule: 1, vectors: (rows.size * width) / 4 };
      kernels.fillRows(extent, { width, rows: addressOf(rows), x: addressOf(x), value: float(value) });
    },

    addScaled({ alpha, x, y }) {
      kernels.addScaled(elements(y.size), { alpha: float(alpha), x: addressOf(x), y: addressOf(y) });
    },

    copyColumns({ from, to, fromColumn, toColumn, columns, accumulate }) {
      kernels.copyColumns(rowsOf(to.size / columnsOf(to), columns), {
        columns,
        from: addressOf(from, fromColumn),
        fromStride: strideOf(columnsOf(from)),
        to: addressOf(to, toColumn),
        toStride: strideOf(columnsOf(to)),
        accumulate,
      });
    },
  };
}
