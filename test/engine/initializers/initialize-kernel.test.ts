import { describe, expect, it } from 'vitest';
import { initializeKernel } from '../../../src-engine/initializers/initialize-kernel.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import type { Initializer } from '../../../src-engine/spec/model-spec.ts';

const stream = (seed = 1) => createStream(seed, 'initialize', 0);

function variance(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

/** The largest |(M·Mᵀ − I)| of the row vectors of block `gate`, or of its columns. */
function orthogonalityError(
  kernel: Float64Array,
  shape: { rows: number; units: number; gates: number },
  gate: number,
  by: 'rows' | 'columns',
): number {
  const { rows, units, gates } = shape;
  const element = (row: number, unit: number): number => kernel[(row * gates + gate) * units + unit];
  const [count, length] = by === 'rows' ? [rows, units] : [units, rows];
  let worst = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      let product = 0;
      for (let n = 0; n < length; n++) {
        product += by === 'rows' ? element(a, n) * element(b, n) : element(n, a) * element(n, b);
      }
      worst = Math.max(worst, Math.abs(product - (a === b ? 1 : 0)));
    }
  }
  return worst;
}

describe('initializeKernel', () => {
  const shape = { rows: 60, units: 100, gates: 4 };

  // Variances as published: 2/(fan in + fan out) of one gate, 2/fan in; a uniform distribution ±a has a²/3.
  it.each<[Initializer, number, number]>([
    ['xavier_uniform', 2 / 160, Math.sqrt(6 / 160)],
    ['xavier_normal', 2 / 160, Infinity],
    ['he_uniform', 2 / 60, Math.sqrt(6 / 60)],
    ['he_normal', 2 / 60, Infinity],
    ['uniform', 0.05 ** 2 / 3, 0.05],
    ['zeros', 0, 0],
  ])('%s has its variance and limit', (initializer, expectedVariance, limit) => {
    const kernel = initializeKernel(initializer, shape, stream());
    expect(kernel.length).toBe(60 * 400);
    // Four standard errors of a normal's variance over 24,000 draws are 3.7 %.
    expect(Math.abs(variance(kernel) - expectedVariance)).toBeLessThanOrEqual(0.037 * expectedVariance);
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(limit);
  });

  it.each([
    { rows: 65, units: 65, gates: 4 },
    { rows: 1, units: 1, gates: 3 },
    { rows: 128, units: 128, gates: 1 },
  ])('makes every square gate orthogonal, rows and columns: $rows×$units, $gates gates', (square) => {
    const kernel = initializeKernel('orthogonal', square, stream());
    for (let gate = 0; gate < square.gates; gate++) {
      expect(orthogonalityError(kernel, square, gate, 'columns')).toBeLessThan(1e-12);
      expect(orthogonalityError(kernel, square, gate, 'rows')).toBeLessThan(1e-12);
    }
  });

  it('makes the columns of a high kernel and the rows of a wide one orthonormal', () => {
    const high = { rows: 50, units: 7, gates: 2 };
    const wide = { rows: 7, units: 50, gates: 2 };
    for (const gate of [0, 1]) {
      expect(orthogonalityError(initializeKernel('orthogonal', high, stream()), high, gate, 'columns')).toBeLessThan(
        1e-12,
      );
      expect(orthogonalityError(initializeKernel('orthogonal', wide, stream()), wide, gate, 'rows')).toBeLessThan(
        1e-12,
      );
    }
  });

  it('draws orthogonal matrices uniformly: moments and determinants are those of the Haar measure', () => {
    // For O(3): E q₁₁ = 0, E q₁₁² = 1/3, E q₁₁⁴ = 3/15, E trace² = 1, and half of the determinants are −1.
    const random = stream();
    const draws = 20_000;
    const sums = { element: 0, square: 0, fourth: 0, traceSquare: 0, reflections: 0 };
    for (let n = 0; n < draws; n++) {
      const [a, b, c, d, e, f, g, h, i] = initializeKernel('orthogonal', { rows: 3, units: 3, gates: 1 }, random);
      sums.element += a / draws;
      sums.square += (a * a) / draws;
      sums.fourth += a ** 4 / draws;
      sums.traceSquare += (a + e + i) ** 2 / draws;
      sums.reflections += a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g) < 0 ? 1 / draws : 0;
    }
    expect(Math.abs(sums.element)).toBeLessThan(0.017);
    expect(Math.abs(sums.square - 1 / 3)).toBeLessThan(0.009);
    expect(Math.abs(sums.fourth - 1 / 5)).toBeLessThan(0.008);
    expect(Math.abs(sums.traceSquare - 1)).toBeLessThan(0.04);
    expect(Math.abs(sums.reflections - 1 / 2)).toBeLessThan(0.015);
  });

  it('draws different gates, and the same kernel for the same seed alone', () => {
    const square = { rows: 4, units: 4, gates: 2 };
    const kernel = initializeKernel('orthogonal', square, stream(1));
    expect([...kernel.subarray(0, 4)]).not.toEqual([...kernel.subarray(4, 8)]);
    expect(initializeKernel('orthogonal', square, stream(1))).toEqual(kernel);
    expect(initializeKernel('orthogonal', square, stream(2))).not.toEqual(kernel);
  });
});
