import { describe, expect, it } from 'vitest';
import { splitStratified } from '../../../src-engine/text/stratified-split.ts';

const labels = Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 2 : i % 2));
const countOf = (indices: number[], label: number) => indices.filter((i) => labels[i] === label).length;
const quarter = { validationFraction: 0.25, seed: 3, batching: 2 } as const;
const tenth = { validationFraction: 0.1, seed: 3, batching: 2 } as const;

/** `count` classes of `size` samples each. */
const classesOf = (count: number, size: number) => Array.from({ length: count * size }, (_, i) => i % count);

describe('splitStratified', () => {
  it('puts every sample on one side and the same share of each class on the validation side', () => {
    const { train, validation } = splitStratified(labels, quarter);
    expect([...train, ...validation].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
    expect([0, 1, 2].map((label) => countOf(validation, label))).toEqual([20, 25, 5]);
  });

  it('chooses by the seed', () => {
    expect(splitStratified(labels, quarter)).toEqual(splitStratified(labels, quarter));
    expect(splitStratified(labels, quarter)).not.toEqual(splitStratified(labels, { ...quarter, seed: 4 }));
  });

  it('leaves a class something to train on, and holds nothing back for a fraction of 0', () => {
    const nearlyAll = { ...quarter, validationFraction: 0.9 };
    expect(splitStratified([5, 6], nearlyAll)).toEqual({ train: [0, 1], validation: [] });
    expect(splitStratified(labels, { ...quarter, validationFraction: 0 }).validation).toEqual([]);
  });

  it.each([
    { count: 100, size: 3, heldBack: 30 },
    { count: 50, size: 5, heldBack: 25 },
    { count: 7, size: 14, heldBack: 10 },
  ])('holds back $heldBack of $count classes of $size, no more than one of a class more than of another', (each) => {
    const { validation } = splitStratified(classesOf(each.count, each.size), tenth);
    expect(validation).toHaveLength(each.heldBack);
    const counts = new Array<number>(each.count).fill(0);
    for (const i of validation) counts[i % each.count]++;
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('draws which of equally small classes validate', () => {
    const small = classesOf(100, 3);
    const classes = splitStratified(small, tenth).validation.map((i) => small[i]);
    expect(Math.max(...classes)).toBeGreaterThan(70);
    expect(splitStratified(small, { ...tenth, seed: 4 }).validation.map((i) => small[i])).not.toEqual(classes);
  });

  it('prefers the class that is the furthest below its share', () => {
    const uneven = [...Array<number>(9).fill(0), ...Array<number>(6).fill(1), ...Array<number>(6).fill(2)];
    const { validation } = splitStratified(uneven, tenth);
    expect(validation.filter((i) => uneven[i] === 0)).toHaveLength(1);
    expect(validation).toHaveLength(2);
  });

  it('divides the data of a stored run as it did when that run began', () => {
    const { validation } = splitStratified(classesOf(4, 5), { validationFraction: 0.1, seed: 3 });
    expect(validation).toEqual([4, 14, 17, 19]);
    expect(splitStratified(classesOf(100, 3), { validationFraction: 0.1, seed: 3 }).validation).toEqual([]);
  });
});
