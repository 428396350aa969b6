import { describe, expect, it } from 'vitest';
import { createAddingProblem } from '../../../src-engine/samples/adding-problem.ts';

const pairsOf = (features: Float32Array) =>
  Array.from({ length: features.length / 2 }, (_, t) => ({ x: features[2 * t], marker: features[2 * t + 1] }));

describe('the adding problem', () => {
  const series = createAddingProblem(1000, 100, 1);
  const sequences = series.map(({ features, targets }) => ({ pairs: pairsOf(features), target: targets[0] }));

  it('marks two pairs in the first half, the first and the last pair −1, and asks for the scaled sum', () => {
    for (const { pairs, target } of sequences) {
      const marked = pairs.flatMap(({ marker }, t) => (marker === 1 ? [t] : []));
      expect(marked).toHaveLength(2);
      expect(marked[0]).toBeLessThan(10);
      expect(marked[1]).toBeLessThan(50);
      expect(pairs[pairs.length - 1].marker).toBe(-1);
      if (marked[0] === 0) expect(pairs[0].x).toBe(0);
      else expect(pairs[0].marker).toBe(-1);
      expect(pairs.filter(({ marker }) => marker === 0)).toHaveLength(pairs.length - (marked[0] === 0 ? 3 : 4));
      expect(target).toBeCloseTo(0.5 + (pairs[marked[0]].x + pairs[marked[1]].x) / 4, 6);
      expect(target).toBeGreaterThanOrEqual(0);
      expect(target).toBeLessThanOrEqual(1);
    }
  });

  it('has every length from 100 to 110, every place for a mark, and numbers all over [−1, 1)', () => {
    const lengths = new Set(sequences.map(({ pairs }) => pairs.length));
    expect([...lengths].sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, i) => 100 + i));
    const places = new Set(
      sequences.flatMap(({ pairs }) => pairs.flatMap(({ marker }, t) => (marker === 1 ? [t] : []))),
    );
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const numbers = sequences.flatMap(({ pairs }) => pairs.map(({ x }) => x));
    expect(numbers.every((x) => x >= -1 && x < 1)).toBe(true);
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const variance = numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1 / 3)).toBeLessThan(0.01);
  });

  it('depends on the seed alone', () => {
    expect(createAddingProblem(5, 100, 1)).toEqual(series.slice(0, 5));
    expect(createAddingProblem(5, 100, 2)).not.toEqual(series.slice(0, 5));
  });
});
