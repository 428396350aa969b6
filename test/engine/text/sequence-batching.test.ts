import { describe, expect, it } from 'vitest';
import {
  createLabelledBatches,
  createSeriesBatches,
  type LabelledBatch,
  type SeriesBatch,
} from '../../../src-engine/text/sequence-batching.ts';

/** Sequence k is k + 1 tokens of k. */
const sequences = Array.from({ length: 10 }, (_, k) => new Int32Array(k + 1).fill(k));
const labels = sequences.map((_, k) => k + 100);
const options = { batch: 4, maxLength: 6, seed: 7 };

function epochOf(seed: number, epoch: number): LabelledBatch[] {
  const batches = createLabelledBatches(sequences, labels, { ...options, seed });
  return Array.from({ length: batches.count }, (_, n) => {
    const batch = { ids: new Int32Array(6 * 4), lengths: new Int32Array(4), targets: new Int32Array(4) };
    batches.load(epoch, n, batch);
    return batch;
  });
}
const orderOf = (seed: number, epoch: number) => epochOf(seed, epoch).flatMap(({ targets }) => [...targets]);

describe('createLabelledBatches', () => {
  it('brings every sequence once an epoch with its label, padded with −1 and cut at the longest allowed', () => {
    const batches = createLabelledBatches(sequences, labels, options);
    expect(batches.count).toBe(3);
    expect(batches.steps).toBe(6);
    const seen: number[] = [];
    for (const { ids, lengths, targets } of epochOf(7, 0)) {
      targets.forEach((target, b) => {
        const k = target - 100;
        const length = target < 0 ? 0 : Math.min(k + 1, 6);
        expect(lengths[b]).toBe(length);
        for (let t = 0; t < 6; t++) expect(ids[t * 4 + b]).toBe(t < length ? k : -1);
        if (target >= 0) seen.push(target);
      });
    }
    expect(seen.sort((a, b) => a - b)).toEqual(labels);
  });

  it('orders each epoch anew, by seed and epoch alone', () => {
    expect(orderOf(7, 3)).toEqual(orderOf(7, 3));
    expect(orderOf(7, 3)).not.toEqual(orderOf(7, 4));
    expect(orderOf(7, 3)).not.toEqual(orderOf(8, 3));
    const batches = createLabelledBatches(sequences, labels, options);
    const batch = { ids: new Int32Array(24), lengths: new Int32Array(4), targets: new Int32Array(4) };
    batches.load(5, 0, batch);
    batches.load(3, 1, batch);
    expect([...batch.targets]).toEqual(orderOf(7, 3).slice(4, 8));
  });

  it('refuses batches that do not exist', () => {
    const batches = createLabelledBatches(sequences, labels, options);
    const batch = { ids: new Int32Array(24), lengths: new Int32Array(4), targets: new Int32Array(4) };
    expect(() => batches.load(0, 3, batch)).toThrow(RangeError);
    expect(() => batches.load(0, -1, batch)).toThrow(RangeError);
  });
});

describe('createSeriesBatches', () => {
  it('lays features out as (T·B, F), with lengths and targets', () => {
    const series = [
      { features: Float32Array.of(1, 2, 3, 4), targets: Float32Array.of(10) },
      { features: Float32Array.of(5, 6, 7, 8, 9, 10), targets: Float32Array.of(20) },
      { features: Float32Array.of(11, 12), targets: Float32Array.of(30) },
    ];
    const batches = createSeriesBatches(series, { batch: 2, featureCount: 2, seed: 1 });
    expect(batches.count).toBe(2);
    expect(batches.steps).toBe(3);
    const seen: number[] = [];
    for (let n = 0; n < 2; n++) {
      const batch: SeriesBatch = {
        features: new Float32Array(3 * 2 * 2),
        lengths: new Int32Array(2),
        targets: new Float32Array(2),
      };
      batches.load(0, n, batch);
      batch.targets.forEach((target, b) => {
        const features = series.find(({ targets }) => targets[0] === target)?.features ?? new Float32Array();
        expect(batch.lengths[b]).toBe(features.length / 2);
        for (let t = 0; t < 3; t++) {
          for (let f = 0; f < 2; f++) expect(batch.features[(t * 2 + b) * 2 + f]).toBe(features[t * 2 + f] ?? 0);
        }
        if (!Number.isNaN(target)) seen.push(target);
      });
    }
    expect(seen.sort()).toEqual([10, 20, 30]);
  });
});
