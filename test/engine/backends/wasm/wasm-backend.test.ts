import { afterEach, describe, expect, it, vi } from 'vitest';
import { OutOfMemoryError } from '../../../../src-engine/backends/backend.ts';
import { opCases, relativeError, runCase } from '../../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { createPortableBackend, createWasmBackend } from '../../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { supportedVariants } from '../../../../src-engine/backends/wasm/wasm-variant.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { loadPortableBinary } from '../../../../src-main/engine-process/wasm-files.ts';
import { trainingStep } from './training-step.ts';
import { binaries, nativeVariantsHere, testedVariants, wasmBackend } from './wasm-backends.ts';

describe('the WebAssembly backend', () => {
  it('finds relaxed SIMD in the Node that runs the engine', () => {
    expect(supportedVariants()).toEqual(['revectorized', 'relaxed', 'baseline']);
    expect(createWasmBackend({ binaries }).variant).toBe('relaxed');
  });

  it('computes on tensors that lie beyond 2 GiB', async () => {
    const backend = createWasmBackend({ binaries });
    const fillsTheLowerHalf = backend.tensor([2 ** 29 + 2 ** 26]);
    for (const opCase of opCases.filter((_, index) => index % 5 === 0)) {
      const expected = await runCase(opCase, createReferenceBackend());
      const actual = await runCase(opCase, backend, 'window');
      for (const output of opCase.outputs) {
        const error = relativeError(actual[output], expected[output]);
        expect(error, `${output} of ${opCase.name}`).toBeLessThanOrEqual(2e-6 * Math.sqrt(opCase.terms));
      }
    }
    backend.release(fillsTheLowerHalf);
  });

  it('refuses what does not fit, and gives memory back for what does', () => {
    const backend = createWasmBackend({ binaries, maximumBytes: 8 * 2 ** 20 });
    const before = backend.allocatedBytes;
    expect(() => backend.tensor([1024, 2048])).toThrow(OutOfMemoryError);
    for (let round = 0; round < 10; round++) backend.release(backend.tensor([1024, 1024]));
    expect(backend.allocatedBytes).toBe(before);
  });

  it('refuses windows past the end, values that do not fit, and tensors of another backend', () => {
    const backend = createWasmBackend({ binaries });
    const tensor = backend.tensor([2, 3]);
    expect(() => backend.view(tensor, 4, [3])).toThrow(RangeError);
    expect(() => backend.write(tensor, [1, 2, 3])).toThrow(RangeError);
    expect(() => backend.fill(createReferenceBackend().tensor([2]), 0)).toThrow(TypeError);
  });
});

describe.each(nativeVariantsHere)('the kernels %s', (variant) => {
  it('take numbers too small for full precision for zero, since processors are slow with them, and leave them to whoever calls', async () => {
    const backend = wasmBackend(variant, 1);
    const [x, y] = [backend.tensor([3]), backend.tensor([3])];
    backend.write(x, [1, 2e-38, 1e-40]);
    backend.addScaled({ alpha: 0.5, x, y });
    expect([...(await backend.read(y))]).toEqual([0.5, 0, 0]);
    const smallest = Number.MIN_VALUE;
    expect(3 * smallest).toBeGreaterThan(smallest);
  });

  it('give the bits of the baseline variant where bits are to be the same everywhere', async () => {
    const portable = wasmBackend(variant, 2, true);
    const baseline = wasmBackend('baseline', 1);
    for (const opCase of opCases) {
      expect(await runCase(opCase, portable, 'window'), opCase.name).toEqual(await runCase(opCase, baseline, 'window'));
    }
    for (const layer of ['lstm', 'gru'] as const) {
      const actual = trainingStep(portable, layer, 50, 12, 128);
      for (const [name, tensor] of Object.entries(trainingStep(baseline, layer, 50, 12, 128))) {
        expect(await portable.read(actual[name]), name).toEqual(await baseline.read(tensor));
      }
    }
    const [x, y] = [portable.tensor([2]), portable.tensor([2])];
    portable.write(x, [2e-38, 1e-40]);
    portable.addScaled({ alpha: 0.5, x, y });
    expect([...(await portable.read(y))]).toEqual([...Float32Array.of(Math.fround(2e-38) / 2, Math.fround(1e-40) / 2)]);
    portable.dispose();
  });
});

describe('the portable backend', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('computes the bits of the baseline variant where no memory can be shared', async () => {
    const baseline = createWasmBackend({ binaries, variant: 'baseline' });
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const portable = createPortableBackend(await loadPortableBinary());
    for (const opCase of opCases) {
      expect(await runCase(opCase, portable, 'window'), opCase.name).toEqual(await runCase(opCase, baseline, 'window'));
    }
  });

  it('keeps its values while its memory grows', async () => {
    const backend = createPortableBackend(await loadPortableBinary());
    const first = backend.tensor([3]);
    backend.write(first, [1, 2, 3]);
    backend.fill(backend.tensor([8 * 2 ** 20]), 4);
    expect([...(await backend.read(first))]).toEqual([1, 2, 3]);
  });
});

it.each(testedVariants)('equal values have no variance, however far from zero: %s', async (variant) => {
  const backend = wasmBackend(variant, 1);
  const width = 1000;
  const [x, out, statistics] = [backend.tensor([1, width]), backend.tensor([1, width]), backend.tensor([1, 2])];
  const [gamma, beta] = [backend.tensor([width]), backend.tensor([width])];
  const value = 2 ** 24 - 3;
  backend.fill(x, value);
  backend.layerNormForward({ x, gamma, beta, epsilon: 1e-4, out, statistics });
  expect([...(await backend.read(statistics))]).toEqual([value, 100]);
});

/** How far `actual` is from `expected`, in units of the last place of the float32 nearest to `expected`. */
function errorInUlps(actual: number, expected: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(expected))));
  return Math.abs(actual - expected) / 2 ** (exponent - 23);
}

describe.each(testedVariants)('activations of the %s variant', (variant) => {
  const functions = {
    sigmoid: { exact: (x: number) => 1 / (1 + Math.exp(-x)), lowest: -87, highest: 90, ulps: 2.5 },
    tanh: { exact: Math.tanh, lowest: -20, highest: 20, ulps: 2.6 },
  };

  it.each(['sigmoid', 'tanh'] as const)('%s is as exact as its docstring says', async (activation) => {
    const { exact, lowest, highest, ulps } = functions[activation];
    const backend = wasmBackend(variant, 1);
    // Every float32 magnitude is equally likely, as in a scan over bit patterns.
    const stream = createStream(0, activation, 0);
    const largest = Math.log2(Math.max(-lowest, highest));
    const values = Float32Array.from({ length: 200_000 }, () => {
      const magnitude = 2 ** (largest - 34 * stream.uniform());
      return Math.max(lowest, Math.min(highest, stream.below(2) === 0 ? magnitude : -magnitude));
    });
    const x = backend.tensor([values.length]);
    backend.write(x, values);
    backend.activationForward({ activation, x, out: x });
    const out = await backend.read(x);
    let worst = 0;
    values.forEach((value, n) => {
      worst = Math.max(worst, errorInUlps(out[n], exact(value)));
    });
    expect(worst).toBeLessThan(ulps);
  });

  it('reach their limits, and pass NaN on', async () => {
    const backend = wasmBackend(variant, 1);
    const x = backend.tensor([4]);
    const apply = async (activation: 'sigmoid' | 'tanh' | 'relu' | 'softsign' | 'hard_sigmoid') => {
      backend.write(x, [Infinity, -Infinity, 0, NaN]);
      backend.activationForward({ activation, x, out: x });
      return [...(await backend.read(x))];
    };
    const [one, almostZero, half, notANumber] = await apply('sigmoid');
    expect([one, half, notANumber]).toEqual([1, 0.5, NaN]);
    expect(almostZero).toBeLessThan(1.3e-38);
    expect(await apply('tanh')).toEqual([1, -1, 0, NaN]);
    expect(await apply('relu')).toEqual([Infinity, 0, 0, NaN]);
    expect(await apply('hard_sigmoid')).toEqual([1, 0, 0.5, NaN]);
  });
});

describe.each(testedVariants)('a training step of everyday size on the %s variant', (variant) => {
  it.each(['lstm', 'gru'] as const)(
    'agrees with the reference: %s',
    async (layer) => {
      const reference = createReferenceBackend();
      const backend = wasmBackend(variant, 2);
      const expected = Object.entries(trainingStep(reference, layer, 50, 12, 128));
      const actual = Object.values(trainingStep(backend, layer, 50, 12, 128));
      for (const [index, [name, tensor]] of expected.entries()) {
        const error = relativeError([...(await backend.read(actual[index]))], [...(await reference.read(tensor))]);
        expect(error, name).toBeLessThan(2e-5);
      }
      backend.dispose();
    },
    60_000,
  );

  it.each(['lstm', 'gru'] as const)('gives the same bits again, on any number of threads: %s', async (layer) => {
    const alone = wasmBackend(variant, 1);
    const expected = Object.entries(trainingStep(alone, layer, 9, 7, 37));
    for (const threads of [1, 2, 3]) {
      const backend = wasmBackend(variant, threads);
      backend.tensor([13]); // so that everything lies elsewhere
      const actual = Object.values(trainingStep(backend, layer, 9, 7, 37));
      for (const [index, [name, tensor]] of expected.entries()) {
        expect(await backend.read(actual[index]), name).toEqual(await alone.read(tensor));
      }
      backend.dispose();
    }
  });
});
