import { describe, expect, it } from 'vitest';
import type { Backend, Tensor } from '../../../../src-engine/backends/backend.ts';
import { roundToBfloat16 } from '../../../../src-engine/backends/bfloat16.ts';
import { relativeError } from '../../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { createWasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { createModel } from '../../../../src-engine/models/create-model.ts';
import { dense, lstm } from '../../../../src-engine/models/default-layers.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { generate } from '../../../../src-engine/sampling/generator.ts';
import { plainSampling, weightPrecisions } from '../../../../src-engine/spec/generation-spec.ts';
import type { GeneratedToken, WeightPrecision } from '../../../../src-engine/spec/generation-spec.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { createTokenizer } from '../../../../src-engine/text/create-tokenizer.ts';
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
    const values = randomValues(depth * columns);
    roundToBfloat16(values);
    const [x, bias] = [[mostRows, depth], [columns]].map((shape) => {
      const tensor = backend.tensor(shape);
      backend.write(tensor, randomValues(tensor.size));
      return tensor;
    });
    const product = async (kernel: Tensor, rows: number, withBias: boolean): Promise<ArrayLike<number>> => {
      // One row more than is written: what lies beside the result must not change.
      const all = backend.tensor([rows + 1, columns]);
      const out = backend.view(all, 0, [rows, columns]);
      backend.linearForward({ x: backend.view(x, 0, [rows, depth]), kernel, bias: withBias ? bias : null, out });
      return backend.read(all);
    };
    const products = async (precision: WeightPrecision | null) => {
      const kernel = backend.tensor([depth, columns]);
      backend.write(kernel, values);
      if (precision !== null) backend.freeze(kernel, precision);
      const all: ArrayLike<number>[] = [];
      for (const rows of [1, 2, 7, mostRows]) {
        all.push(await product(kernel, rows, true), await product(kernel, rows, false));
      }
      return all;
    };
    const before = await products(null);
    for (const precision of weightPrecisions) expect(await products(precision), precision).toEqual(before);
    backend.dispose();
  });
});

/** Weights of one strip have exponents that lie close together, all but a few of them, or far apart. */
function spreadValues(length: number, exponents: number, strays: number): Float32Array {
  const stream = createStream(5, 'spread', exponents);
  const strange = [0, -0, 1e-42, 2 ** -126, 3e38, Infinity, NaN];
  return Float32Array.from({ length }, () =>
    stream.uniform() < strays
      ? strange[stream.below(strange.length)]
      : (stream.uniform() * 2 - 1) * 2 ** -stream.below(exponents),
  );
}

describe.each(wasmBackends)('a frozen matrix of weights of any size on %s', (_, create) => {
  it.each([
    [1, 0],
    [9, 0.001],
    [24, 0.01],
    [60, 0.3],
  ])('with exponents of %i powers of two, and a share of %f strange ones', async (exponents, strays) => {
    const backend = create();
    for (const [depth, columns] of [
      [67, 33],
      [512, 96],
      [1100, 40],
    ]) {
      const values = spreadValues(depth * columns, exponents, strays);
      const transposed = Float32Array.from(values, (_, n) => values[(n % depth) * columns + Math.floor(n / depth)]);
      const filled = (shape: number[], elements: Float32Array) => {
        const tensor = backend.tensor(shape);
        backend.write(tensor, elements);
        return tensor;
      };
      const x = filled([1, depth], randomValues(depth));
      const bias = filled([columns], randomValues(columns));
      const [plain, kernel] = [1, 2].map(() => filled([depth, columns], values));
      const table = filled([columns, depth], transposed);
      const out = backend.tensor([1, columns]);
      for (const tensor of [kernel, table]) backend.freeze(tensor, 'float32');

      backend.linearForward({ x, kernel: plain, bias, out });
      const expected = await backend.read(out);
      backend.linearForward({ x, kernel, bias, out });
      expect(await backend.read(out)).toEqual(expected);
      backend.tableForward({ x, table, bias, out });
      expect(await backend.read(out)).toEqual(expected);
      [x, bias, plain, kernel, table, out].forEach((tensor) => backend.release(tensor));
    }
    backend.dispose();
  });
});

const vocabulary = Array.from('abcdefghijklmnop');
const tokenizer = createTokenizer({
  ...{ spec: { type: 'character', minimumFrequency: 1 }, vocabulary, unknownId: null, merges: [] },
});
const writer: ModelSpec = {
  task: 'language-model',
  input: { kind: 'tokens', vocabularySize: vocabulary.length },
  layers: [{ type: 'one_hot' }, lstm(35), lstm(64), dense(vocabulary.length)],
};

/** The likeliest tokens of a network that nobody has trained, and how likely they were. */
async function write(backend: Backend, weights: WeightPrecision) {
  const model = createModel(backend, writer);
  model.initialize(1);
  model.freeze(weights);
  const written: GeneratedToken[] = [];
  await generate({
    ...{ model, tokenizer, prompt: 'abc', length: 60, sampling: { ...plainSampling, temperature: 0 } },
    ...{ clock: () => 0, signal: { aborted: false }, yieldToEventLoop: () => Promise.resolve() },
    emit: (tokens) => written.push(...tokens),
  });
  backend.dispose();
  return { text: written.map(({ text }) => text).join(''), likely: written.map(({ probability }) => probability) };
}

describe('a network whose weights are bfloat16', async () => {
  const expected = await write(createReferenceBackend(), 'bf16');

  it('differs from what it was', async () => {
    const { likely } = await write(createReferenceBackend(), 'float32');
    expect(relativeError(expected.likely, likely)).toBeGreaterThan(1e-5);
  });

  it.each(wasmBackends)('writes on %s what the reference writes with rounded weights', async (_, create) => {
    const { text, likely } = await write(create(), 'bf16');
    expect(text).toBe(expected.text);
    expect(relativeError(likely, expected.likely)).toBeLessThan(2e-6);
  });
});

describe('a frozen matrix', () => {
  const backend = createWasmBackend({ binaries, maximumBytes: 2 ** 20 });

  it('cannot be written, and gives all its memory back', () => {
    const before = backend.allocatedBytes;
    const kernel = backend.tensor([64, 64]);
    backend.freeze(kernel, 'float32');
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
    backend.freeze(kernel, 'float32');
    backend.linearForward({ x, kernel, bias: null, out });
    expect(await backend.read(out)).toEqual(values.slice(7 * 512, 8 * 512));
  });
});
