import { describe, expect, it } from 'vitest';
import { splitStratified } from '../../../src-engine/text/stratified-split.ts';

const labels = Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 2 : i % 2));
const countOf = (indices: number[], label: number) => indices.filter((i) => labels[i] === label).length;

describe('splitStratified', () => {
  it('puts every sample on one side and the same share of each class on the validation side', () => {
    const { train, validation } = splitStratified(labels, 0.25, 3);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
    expect([0, 1, 2].map((label) => countOf(validation, label))).toEqual([20, 25, 5]);
  });

  it('chooses by the seed', () => {
    expect(splitStratified(labels, 0.25, 3)).toEqual(splitStratified(labels, 0.25, 3));
    expect(splitStratified(labels, 0.25, 3)).not.toEqual(splitStratified(labels, 0.25, 4));
  });

  it('leaves a class something to train on, and holds nothing back for a fraction of 0', () => {
    expect(splitStratified([5, 6], 0.9, 1)).toEqual({ train: [0, 1], validation: [] });
    expect(splitStratified(labels, 0, 1).validation).toEqual([]);
  });
});
