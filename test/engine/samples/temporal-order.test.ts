import { describe, expect, it } from 'vitest';
import { createTemporalOrder, TEMPORAL_ORDER_SYMBOLS } from '../../../src-engine/samples/temporal-order.ts';

const textOf = (sequence: Int32Array) => Array.from(sequence, (id) => TEMPORAL_ORDER_SYMBOLS[id]).join('');

/** As the paper states them, counted from 0: the lengths, and where each relevant symbol may be. */
const tasks = [
  {
    symbols: 2,
    classes: 'XX XY YX YY',
    places: [
      [10, 20],
      [50, 60],
    ],
  },
  {
    symbols: 3,
    classes: 'XXX XXY XYX XYY YXX YXY YYX YYY',
    places: [
      [10, 20],
      [33, 43],
      [66, 76],
    ],
  },
] as const;

describe.each(tasks)('temporal order of $symbols symbols', ({ symbols, classes, places }) => {
  const { sequences, labels, classNames } = createTemporalOrder(2000, symbols, 1);

  it('labels each sequence with the order of its relevant symbols', () => {
    expect(classNames).toEqual(classes.split(' '));
    sequences.forEach((sequence, n) => {
      expect(textOf(sequence).replace(/[^XY]/g, '')).toBe(classNames[labels[n]]);
    });
    expect(new Set(labels).size).toBe(classNames.length);
  });

  it('puts symbols where the paper puts them, and uses all places and lengths', () => {
    const seen = places.map(() => new Set<number>());
    const lengths = new Set<number>();
    for (const sequence of sequences) {
      const text = textOf(sequence);
      expect(text).toMatch(/^E[abcdXY]{98,108}B$/);
      lengths.add(text.length);
      [...text.matchAll(/[XY]/g)].forEach(({ index }, k) => seen[k].add(index));
    }
    const range = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, i) => low + i);
    expect([...lengths].sort((a, b) => a - b)).toEqual(range(100, 110));
    places.forEach(([low, high], k) => expect([...seen[k]].sort((a, b) => a - b)).toEqual(range(low, high)));
  });

  it('depends on the seed alone', () => {
    expect(createTemporalOrder(5, symbols, 1).sequences).toEqual(sequences.slice(0, 5));
    expect(createTemporalOrder(5, symbols, 2).sequences).not.toEqual(sequences.slice(0, 5));
  });
});
