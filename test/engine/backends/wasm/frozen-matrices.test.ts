import { describe, expect, it } from 'vitest';
import { createWasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { binaries, wasmBackends } from './wasm-backends.ts';

function randomValues(length: number): Float32Array {
  const stream = createStream(3, 'frozen', 0);
  return Float32Array.from({ length }, () => stream.uniform() - 0.5);
}

describe.each(wasmBackends)('frozen matrices on %s', (_, create) => {
  it.each([
    [1, 1],
    [3, 65],
    [37, 31],
    [8, 32],
    [130, 96],
    [512, 260],
  ])('(%i, %i) multiply one row, and several, to the same bits as before', async (depth, columns) => {
    const backend = create();
    const mostRows = 64;
    const [x, kernel, bias] = [[mostRows, depth], [depth, columns], [columns]].map((shape) => {
      const tensor = backend.tensor(shape);
      backend.write(tensor, randomValues(tensor.size));
      return tensor;
    });
    const product = async (rows: number, withBias: boolean): Promise<ArrayLike<number>> => {
      // One row more than is written: what lies beside the result must not change.
      const all = backend.tensor([rows + 1, columns]);
      const out = backend.view(all, 0, [rows, columns]);
      backend.linearForward({ x: backend.view(x, 0, [rows, depth]), kernel, bias: withBias ? bias : null, out });
      return backend.read(all);
    };
    const products = async () => {
      const all: ArrayLike<number>[] = [];
      for (const rows of [1, 2, 7, mostRows]) all.push(await product(rows, true), await product(rows, false));
      return all;
    };
    const before = await products();
    backend.freeze(kernel);
    expect(await products()).toEqual(before);
    backend.dispose();
  });
});

describe('a frozen matrix', () => {
  const backend = createWasmBackend({ binaries, maximumBytes: 2 ** 20 });

  it('cannot be written, and gives all its memory back', () => {
    const before = backend.allocatedBytes;
    const kernel = backend.tensor([64, 64]);
    backend.freeze(kernel);
    expect(() => backend.write(kernel, randomValues(64 * 64))).toThrow('A frozen tensor keeps its values.');
    const [x, out] = [backend.tensor([2, 64]), backend.tensor([2, 64])];
    for (const rows of [1, 2]) {
      const [from, to] = [x, out].map((tensor) => backend.view(tensor, 0, [rows, 64]));
      backend.linearForward({ x: from, kernel, bias: null, out: to });
    }
    [kernel, x, out].forEach((tensor) => backend.release(tensor));
    expect(backend.allocatedBytes).toBe(before);
    backend.release(backend.tensor([64, 64]));
  });

  it('is read as it is where there is no memory for another copy', async () => {
    const kernel = backend.tensor([256, 512]);
    const values = randomValues(kernel.size);
    backend.write(kernel, values);
    const [x, out] = [backend.tensor([1, 256]), backend.tensor([1, 512])];
    backend.write(x, new Float32Array(256).fill(0).with(7, 1));
    backend.freeze(kernel);
    backend.linearForward({ x, kernel, bias: null, out });
    expect(await backend.read(out)).toEqual(values.slice(7 * 512, 8 * 512));
  });
});
