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
  ])('(%i, %i) multiply a row to the same bits as before', async (depth, columns) => {
    const backend = create();
    const [x, kernel, bias] = [[1, depth], [depth, columns], [columns]].map((shape) => {
      const tensor = backend.tensor(shape);
      backend.write(tensor, randomValues(tensor.size));
      return tensor;
    });
    const product = async (withBias: boolean): Promise<ArrayLike<number>> => {
      // One row more than is written: what lies beside the result must not change.
      const out = backend.tensor([2, columns]);
      backend.linearForward({ x, kernel, bias: withBias ? bias : null, out: backend.view(out, 0, [1, columns]) });
      return backend.read(out);
    };
    const before = [await product(true), await product(false)];
    backend.freeze(kernel);
    expect([await product(true), await product(false)]).toEqual(before);
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
    const [x, out] = [backend.tensor([1, 64]), backend.tensor([1, 64])];
    backend.linearForward({ x, kernel, bias: null, out });
    [kernel, x, out].forEach((tensor) => backend.release(tensor));
    expect(backend.allocatedBytes).toBe(before);
    backend.release(backend.tensor([64, 64]));
  });

  it('is read as it is where there is no memory for it in strips', async () => {
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
