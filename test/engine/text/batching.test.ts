import { describe, expect, it } from 'vitest';
import { createLanguageModelBatches } from '../../../src-engine/text/batching.ts';

const range = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

describe('createLanguageModelBatches', () => {
  it('lays lanes side by side, time-major, and predicts the next token of the stream', () => {
    const batches = createLanguageModelBatches(range(14), 2, 3);
    expect(batches.count).toBe(2);
    const ids = new Int32Array(6);
    const targets = new Int32Array(6);
    batches.ids(0, ids);
    batches.targets(0, targets);
    expect([...ids]).toEqual([0, 6, 1, 7, 2, 8]);
    expect([...targets]).toEqual([1, 7, 2, 8, 3, 9]);
    batches.ids(1, ids);
    batches.targets(1, targets);
    expect([...ids]).toEqual([3, 9, 4, 10, 5, 11]);
    expect([...targets]).toEqual([4, 10, 5, 11, 6, 12]);
  });

  it.each([
    [1000, 7, 13],
    [1001, 10, 10],
    [1000, 10, 10],
    [50, 1, 7],
  ])('uses the first tokens of %i exactly once each, in batches of %i × %i', (length, batch, steps) => {
    const batches = createLanguageModelBatches(range(length), batch, steps);
    const ids = new Int32Array(batch * steps);
    const targets = new Int32Array(batch * steps);
    const seen: number[] = [];
    for (let n = 0; n < batches.count; n++) {
      batches.ids(n, ids);
      batches.targets(n, targets);
      seen.push(...ids);
      ids.forEach((id, i) => expect(targets[i]).toBe(id + 1));
    }
    const used = batches.count * batch * steps;
    expect(seen.sort((a, b) => a - b)).toEqual([...range(used)]);
    expect(length - used).toBeGreaterThanOrEqual(1);
    expect(length - used).toBeLessThan(batch * steps + 1);
  });

  it('has no chunk for a text that is too short, and refuses chunks that do not exist', () => {
    expect(createLanguageModelBatches(range(6), 2, 3).count).toBe(0);
    expect(createLanguageModelBatches(range(0), 2, 3).count).toBe(0);
    const batches = createLanguageModelBatches(range(7), 2, 3);
    expect(batches.count).toBe(1);
    expect(() => batches.ids(1, new Int32Array(6))).toThrow(RangeError);
  });
});
