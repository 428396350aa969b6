import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../../src-engine/backends/backend.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { philox4x32 } from '../../../../src-engine/random/philox.ts';
import type { Activation } from '../../../../src-engine/spec/model-spec.ts';

const backend = createReferenceBackend();

function floats(shape: readonly number[], values: readonly number[]): Tensor {
  const tensor = backend.tensor(shape);
  backend.write(tensor, values);
  return tensor;
}

function integers(values: readonly number[]): Tensor {
  const tensor = backend.tensor([values.length], 'int32');
  backend.write(tensor, values);
  return tensor;
}

async function read(tensor: Tensor): Promise<number[]> {
  return [...(await backend.read(tensor))];
}

describe('linearForward', () => {
  it('is x·K + b', async () => {
    const out = backend.tensor([2, 2]);
    const kernel = floats([3, 2], [1, 2, 3, 4, 5, 6]);
    backend.linearForward({ x: floats([2, 3], [1, 0, 2, -1, 1, 0]), kernel, bias: floats([2], [10, 20]), out });
    expect(await read(out)).toEqual([21, 34, 12, 22]);
  });

  it('of ids is the row of the kernel, and zeros for −1', async () => {
    const out = backend.tensor([3, 2]);
    const kernel = floats([3, 2], [1, 2, 3, 4, 5, 6]);
    backend.linearForward({ ids: integers([2, -1, 0]), kernel, bias: null, out });
    expect(await read(out)).toEqual([5, 6, 0, 0, 1, 2]);
  });
});

describe('activationForward', () => {
  it.each<[Activation, number[], number[]]>([
    ['tanh', [0, 1], [0, 0.7615941559557649]],
    ['softsign', [-3, 0, 1], [-0.75, 0, 0.5]],
    ['relu', [-2, 0, 2], [0, 0, 2]],
    ['sigmoid', [0, 2], [0.5, 0.8807970779778823]],
    ['hard_sigmoid', [-3, -2.5, 0, 1, 2.5, 3], [0, 0, 0.5, 0.7, 1, 1]],
    ['linear', [-2, 3], [-2, 3]],
  ])('%s', async (activation, x, expected) => {
    const out = backend.tensor([x.length]);
    backend.activationForward({ activation, x: floats([x.length], x), out });
    (await read(out)).forEach((value, n) => expect(value).toBeCloseTo(expected[n], 15));
  });
});

describe('softmaxForward', () => {
  it('gives each row its probabilities, whatever the size of its logits', async () => {
    const out = backend.tensor([2, 2]);
    backend.softmaxForward({ x: floats([2, 2], [0, Math.log(3), 5000, -5000]), out });
    (await read(out)).forEach((value, n) => expect(value).toBeCloseTo([0.25, 0.75, 1, 0][n], 15));
  });
});

describe('softmaxCrossEntropy', () => {
  it('weighs rows by class, leaves masked rows out, and counts hits', async () => {
    // Probabilities (¼, ¾) in every row; targets 1, 0, masked, 1; weights 2 and 3.
    const logits = floats(
      [4, 2],
      [0, 1, 0, 1, 0, 1, 0, 1].map((one) => one * Math.log(3)),
    );
    const metrics = floats([3], [100, 10, 1]);
    const dLogits = floats([4, 2], [9, 9, 9, 9, 9, 9, 9, 9]);
    const classWeights = floats([2], [2, 3]);
    backend.softmaxCrossEntropy({
      logits,
      targets: integers([1, 0, -1, 1]),
      classWeights,
      labelSmoothing: 0,
      dLogits,
      scale: 4,
      metrics,
    });
    const [loss, weight, hits] = await read(metrics);
    expect(loss - 100).toBeCloseTo(2 * 3 * Math.log(4 / 3) + 2 * Math.log(4), 12);
    expect([weight - 10, hits - 1]).toEqual([8, 2]);
    const expected = [3, -3, -6, 6, 0, 0, 3, -3];
    (await read(dLogits)).forEach((value, n) => expect(value).toBeCloseTo(expected[n], 12));
  });

  it('counts a tie of the largest logits as a hit of the first alone', async () => {
    const metrics = backend.tensor([3]);
    const logits = floats([2, 3], [0, 1, 1, 0, 1, 1]);
    backend.softmaxCrossEntropy({
      logits,
      targets: integers([1, 2]),
      classWeights: null,
      labelSmoothing: 0,
      dLogits: null,
      scale: 1,
      metrics,
    });
    expect((await read(metrics))[2]).toBe(1);
  });
});

describe('meanSquaredError', () => {
  it('leaves out what has no target', async () => {
    const metrics = floats([3], [1, 1, 1]);
    const dPrediction = floats([2, 2], [9, 9, 9, 9]);
    const prediction = floats([2, 2], [1, 2, 3, 4]);
    const target = floats([2, 2], [0, NaN, 5, 4]);
    backend.meanSquaredError({ prediction, target, dPrediction, scale: 0.5, metrics });
    expect(await read(metrics)).toEqual([6, 4, 1]);
    expect(await read(dPrediction)).toEqual([1, 0, -2, 0]);
  });
});

describe('dropoutMask', () => {
  it('keeps what its random word is large enough for, and scales it up', async () => {
    const key = [11, 12, 13, 14] as const;
    const mask = backend.tensor([1003]);
    backend.dropoutMask({ mask, rate: 0.3, key });
    const words = new Uint32Array(1004);
    for (let n = 0; n < 251; n++) philox4x32(n, 0, key[2], key[3], key[0], key[1], words, 4 * n);
    const values = await read(mask);
    expect(values).toEqual([...words.subarray(0, 1003)].map((word) => (word / 2 ** 32 < 0.3 ? 0 : 1 / 0.7)));
    // Four standard errors of a share of 0.3 in 1003 draws.
    expect(Math.abs(values.filter((value) => value === 0).length / 1003 - 0.3)).toBeLessThan(0.058);
  });
});

describe('copyColumns', () => {
  it('joins the two directions of a layer, and adds them up', async () => {
    const [left, right] = [floats([2, 2], [1, 2, 3, 4]), floats([2, 2], [5, 6, 7, 8])];
    const joined = backend.tensor([2, 4]);
    const whole = { fromColumn: 0, columns: 2 };
    backend.copyColumns({ from: left, to: joined, toColumn: 0, accumulate: false, ...whole });
    backend.copyColumns({ from: right, to: joined, toColumn: 2, accumulate: false, ...whole });
    expect(await read(joined)).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
    backend.copyColumns({ from: right, to: left, toColumn: 0, accumulate: true, ...whole });
    expect(await read(left)).toEqual([6, 8, 10, 12]);
  });
});

describe('histogram', () => {
  it('counts what lies in each bin, outliers at the ends, NaN nowhere', async () => {
    const counts = integers([10, 0, 0, 0]);
    const x = floats([9], [-1, -0.75, -0.2, 0, 0.3, 0.5, 1, -7, NaN]);
    backend.histogram({ x, counts, min: -1, max: 1 });
    expect(await read(counts)).toEqual([13, 1, 2, 2]);
  });
});
