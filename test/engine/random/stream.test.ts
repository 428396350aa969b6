import { describe, expect, it } from 'vitest';
import { philox4x32 } from '../../../src-engine/random/philox.ts';
import { dropoutKey, philoxKey } from '../../../src-engine/random/philox-key.ts';
import { createStream } from '../../../src-engine/random/stream.ts';

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('createStream', () => {
  it('gives the words of its key in counter order', () => {
    const [key0, key1, counter2, counter3] = philoxKey(2 ** 40 + 7, 'initialize', 3);
    const blocks = new Uint32Array(12);
    for (let n = 0; n < 3; n++) philox4x32(n, 0, counter2, counter3, key0, key1, blocks, 4 * n);
    expect(draw(12, createStream(2 ** 40 + 7, 'initialize', 3).nextUint32)).toEqual([...blocks]);
  });

  it('repeats itself for the same seed, purpose and index, and only then', () => {
    const first = draw(8, createStream(42, 'shuffle', 0).nextUint32);
    expect(draw(8, createStream(42, 'shuffle', 0).nextUint32)).toEqual(first);
    const others = [
      createStream(43, 'shuffle', 0),
      createStream(42 + 2 ** 32, 'shuffle', 0),
      createStream(42, 'sample', 0),
      createStream(42, 'shuffle', 1),
    ];
    for (const other of others) expect(draw(8, other.nextUint32)).not.toEqual(first);
  });

  it('draws uniform numbers in [0, 1) with the moments of the distribution', () => {
    const values = draw(100_000, createStream(1, 'test', 0).uniform);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    // Four standard errors: sd of the mean √(1/12/n), of the mean square √(4/45/n).
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / values.length));
    expect(Math.abs(mean(values.map((u) => u * u)) - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / values.length));
  });

  it('draws normal deviates with the moments of the distribution, consecutive ones uncorrelated', () => {
    const values = draw(100_000, createStream(1, 'test', 1).normal);
    const n = values.length;
    const pairs = values.slice(1).map((value, index) => value * values[index]);
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(mean(values.map((x) => x * x)) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(mean(values.map((x) => x ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    expect(Math.abs(mean(pairs))).toBeLessThan(4 / Math.sqrt(n));
  });

  it('draws every integer below n equally often', () => {
    const stream = createStream(1, 'test', 2);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 70_000; i++) counts[stream.below(7)]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(22.46); // 99.9 % quantile at 6 degrees of freedom
  });

  it('is not biased where n does not divide 2³²', () => {
    const stream = createStream(1, 'test', 3);
    const n = 3 * 2 ** 30;
    // A plain remainder would put half of the draws into the first third.
    const inFirstThird = draw(20_000, () => stream.below(n)).filter((value) => value < 2 ** 30).length;
    expect(Math.abs(inFirstThird / 20_000 - 1 / 3)).toBeLessThan(0.015);
  });

  it('shuffles into every order equally often', () => {
    const stream = createStream(1, 'test', 4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const items = ['a', 'b', 'c', 'd'];
      stream.shuffle(items);
      counts.set(items.join(''), (counts.get(items.join('')) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(49.73); // 99.9 % quantile at 23 degrees of freedom
  });

  it('shuffles typed arrays in place', () => {
    const items = Int32Array.from({ length: 1000 }, (_, index) => index);
    createStream(1, 'test', 5).shuffle(items);
    expect([...items]).not.toEqual([...items].sort((a, b) => a - b));
    expect([...items].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });
});

describe('dropoutKey', () => {
  it('differs by seed, site and step', () => {
    const keys = [dropoutKey(1, 2, 3), dropoutKey(2, 2, 3), dropoutKey(1, '2.backward', 3), dropoutKey(1, 2, 4)];
    expect(new Set(keys.map((key) => key.join())).size).toBe(4);
  });
});
