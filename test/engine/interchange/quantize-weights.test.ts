import { describe, expect, it } from 'vitest';
import {
  fromFloat16,
  quantizeWeights,
  restoreWeights,
  toFloat16,
  withStoredPrecision,
} from '../../../src-engine/interchange/quantize-weights.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';

/** Node has IEEE half precision since version 24; TypeScript's libraries do not know it yet. */
declare const Float16Array: new (values: ArrayLike<number>) => { readonly buffer: ArrayBuffer } & ArrayLike<number>;

function halves(values: ArrayLike<number>): Uint16Array {
  return new Uint16Array(new Float16Array(values).buffer);
}

describe('float16', () => {
  it('reads every half as the runtime does', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, n) => n);
    const native = new Float16Array(new Array(65536).fill(0));
    new Uint16Array(native.buffer).set(all);
    expect(fromFloat16(all)).toEqual(Float32Array.from(native));
  });

  it('rounds to nearest, ties to even, as the runtime does', () => {
    const finite = [...fromFloat16(Uint16Array.from({ length: 0x7c00 }, (_, n) => n))];
    // Halves, the ties between two of them, and the floats on both sides of every tie.
    const ties = finite.slice(1).map((half, n) => (half + finite[n]) / 2);
    const magnitudes = [
      ...finite,
      ...ties,
      ...ties.map((x) => x * (1 + 2 ** -23)),
      ...ties.map((x) => x * (1 - 2 ** -23)),
    ];
    const values = Float32Array.from([...magnitudes, ...magnitudes.map((x) => -x)]);
    expect(toFloat16(values)).toEqual(halves(values));
  });

  it('keeps what is too large finite, and NaN visible', () => {
    const stored = fromFloat16(toFloat16(Float32Array.of(65519, 65520, 1e9, -1e9, Infinity, NaN)));
    expect([...stored]).toEqual([65504, 65504, 65504, -65504, 65504, NaN]);
  });
});

describe('int8', () => {
  const random = createStream(1, 'test', 0);
  const shape = [7, 5];
  const values = Float32Array.from({ length: 35 }, (_, n) => random.normal() * 10 ** (n % 5));
  values.fill(0, 0, 5);

  it('a kernel for each head has scales of its own for the columns of each', () => {
    const heads = [...values, ...values.map((value) => value / 1000)];
    const stored = quantizeWeights({ shape: [2, ...shape], values: Float32Array.from(heads) }, 'recurrent', 'int8');
    const alone = quantizeWeights({ shape, values }, 'recurrent', 'int8');
    if (stored.precision !== 'int8' || alone.precision !== 'int8') throw new Error('expected int8');
    expect(stored.scales.slice(0, 5)).toEqual(alone.scales);
    expect(stored.values.slice(0, 35)).toEqual(alone.values);
    expect(stored.values.slice(35)).toEqual(alone.values);
    expect([...restoreWeights(stored).slice(0, 35)]).toEqual([...restoreWeights(alone)]);
  });

  it.each([
    ['kernel', 1],
    ['embedding', 0],
  ] as const)('a %s differs by at most half a step of its own channel', (role, axis) => {
    const stored = quantizeWeights({ shape, values }, role, 'int8');
    if (stored.precision !== 'int8') throw new Error('expected int8');
    expect(stored.axis).toBe(axis);
    expect(stored.scales).toHaveLength(shape[axis]);
    const restored = restoreWeights(stored);
    values.forEach((value, n) => {
      const row = Math.floor(n / 5);
      const channel = values.filter((_, m) => (axis === 0 ? Math.floor(m / 5) === row : m % 5 === n % 5));
      const step = Math.max(...channel.map(Math.abs)) / 127;
      expect(Math.abs(restored[n] - value), `element ${n}`).toBeLessThanOrEqual(step * 0.500001);
    });
  });
});

it('leaves biases as they are, and gives the model that the file holds', () => {
  const kernel = { shape: [2, 2], values: Float32Array.of(1, 1 / 3, -127, 0.1) };
  const bias = { shape: [2], values: Float32Array.of(1 / 3, 1 / 7) };
  const trained: TrainedModel = {
    name: 'x',
    model: {
      task: 'regression',
      input: { kind: 'features', size: 2 },
      layers: [{ type: 'dense', units: 2, kernelInitializer: 'zeros' }],
    },
    tokenizer: null,
    classes: null,
    parameters: new Map([
      ['0.kernel', kernel],
      ['0.bias', bias],
    ]),
    step: 3,
  };
  expect(withStoredPrecision(trained, 'float32')).toEqual(trained);
  const half = withStoredPrecision(trained, 'float16').parameters;
  expect([...half.get('0.kernel')!.values]).toEqual([1, 0.333251953125, -127, 0.0999755859375]);
  expect(half.get('0.bias')).toEqual(bias);
  const int8 = withStoredPrecision(trained, 'int8').parameters;
  expect([...int8.get('0.kernel')!.values].map((x) => Number(x.toFixed(4)))).toEqual([1, 0.3333, -127, 0.0997]);
});
