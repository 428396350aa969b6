import { describe, expect, it } from 'vitest';
import { bindPartKernels, partKernels } from '../../../../src-engine/backends/wasm/build/kernel-calls.ts';
import { float } from '../../../../src-engine/backends/wasm/kernel-arguments.ts';
import type { Address, Bytes } from '../../../../src-engine/backends/wasm/kernel-arguments.ts';

/** The arguments that a call of one kernel hands to the threads. */
interface Handed {
  kernel: string;
  numbers: readonly number[];
}

function kernelsThatRecord(calls: Handed[]) {
  return bindPartKernels((kernel, _extent: null, numbers) => void calls.push({ kernel: partKernels[kernel], numbers }));
}

const from = 4096 as Address;
const to = 8192 as Address;
const stride = 64 as Bytes;

describe('calls of kernels by name', () => {
  it('hand over plain numbers in the order of the declarations, in whatever order they are named', () => {
    const calls: Handed[] = [];
    const kernels = kernelsThatRecord(calls);
    kernels.copyColumns(null, { accumulate: true, to, toStride: stride, from, fromStride: stride, columns: 5 });
    kernels.addScaled(null, { y: to, x: from, alpha: float(0.5) });
    expect(calls).toEqual([
      { kernel: 'copyColumns', numbers: [5, 4096, 64, 8192, 64, 1] },
      { kernel: 'addScaled', numbers: [0.5, 4096, 8192] },
    ]);
  });

  it('do not compile with a number that means something else, or without one', () => {
    const kernels = kernelsThatRecord([]);
    const columns = 5;
    // @ts-expect-error: a stride is no address.
    kernels.copyColumns(null, { columns, from: stride, fromStride: stride, to, toStride: stride, accumulate: true });
    // @ts-expect-error: an address is no count.
    kernels.copyColumns(null, { columns: from, from, fromStride: stride, to, toStride: stride, accumulate: true });
    // @ts-expect-error: a count is no address.
    kernels.copyColumns(null, { columns, from: columns, fromStride: stride, to, toStride: stride, accumulate: true });
    // @ts-expect-error: a number is no boolean.
    kernels.copyColumns(null, { columns, from, fromStride: stride, to, toStride: stride, accumulate: 1 });
    // @ts-expect-error: a count is no factor.
    kernels.addScaled(null, { alpha: columns, x: from, y: to });
    // @ts-expect-error: a factor is no count.
    kernels.sumOfSquares(null, { blockSize: float(2), size: columns, x: from, sums: to });
    // @ts-expect-error: there is no y.
    kernels.addScaled(null, { alpha: float(0.5), x: from });
    expect(kernels).toBeDefined();
  });
});
