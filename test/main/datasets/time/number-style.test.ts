import { describe, expect, it } from 'vitest';
import {
  agreeOnStyles,
  NumberStyleFinder,
  styledNumber,
  type NumberReading,
} from '../../../../src-main/datasets/columns/numbers/number-style.ts';

function find(cells: readonly string[], delimiter = ','): NumberReading {
  const finder = new NumberStyleFinder({ delimiter });
  for (const cell of cells) finder.add(cell);
  return finder.result();
}

function numbers(cells: readonly string[], delimiter = ','): number[] {
  const { style } = find(cells, delimiter);
  return cells.map((cell) => styledNumber(cell, style));
}

describe('NumberStyleFinder', () => {
  it('reads points, decimal commas and marks between thousands', () => {
    expect(numbers(['1.5', '-2', '3e-4', '−7', '△8'])).toEqual([1.5, -2, 3e-4, -7, -8]);
    expect(numbers(['1,5', '-2,25', '1234,5'], ';')).toEqual([1.5, -2.25, 1234.5]);
    expect(numbers(['1.234,56', '7,5'], ';')).toEqual([1234.56, 7.5]);
    expect(numbers(['1,234.56', '7.5'])).toEqual([1234.56, 7.5]);
    expect(numbers(['1 234,5', '1 234 567,25'], ';')).toEqual([1234.5, 1234567.25]);
    expect(numbers(["1'234.50", '7'])).toEqual([1234.5, 7]);
    expect(numbers(['１，２３４', '12 %', '987'])).toEqual([1234, 12, 987]);
  });

  it('asks where a comma may be either, unless other numbers of the column tell', () => {
    expect(find(['1,234', '5,678']).rivals).toEqual([{ decimal: ',', thousands: '' }]);
    expect(find(['1,234', '5,678', '12'])).toMatchObject({ style: { decimal: '.', thousands: ',' }, rivals: [] });
    expect(find(['1,234', '5,67'])).toMatchObject({ style: { decimal: ',' }, rivals: [] });
    expect(find(['1,234', '1,234,567'])).toMatchObject({ style: { decimal: '.', thousands: ',' }, rivals: [] });
    expect(find(['1,234', '25000'])).toMatchObject({ style: { decimal: ',' }, rivals: [] });
  });

  it('takes points for decimals unless cells are parted by semicolons', () => {
    expect(find(['1.234', '5.678']).rivals).toEqual([]);
    expect(find(['1.234', '5.678'], ';').rivals).toEqual([{ decimal: ',', thousands: '.' }]);
    expect(find(['0.123', '5.678'], ';').rivals).toEqual([]);
  });

  it('counts cells that no style reads', () => {
    expect(find(['1.5', 'n/a', '2.5'])).toMatchObject({ unread: 1, decimal: '.' });
  });

  it('lets a column that is clear decide for the others', () => {
    const clear = find(['1,5', '2,75'], ';');
    const open = find(['1,234', '5,678'], ';');
    expect(agreeOnStyles([open, clear])[0]).toMatchObject({ style: { decimal: ',', thousands: '' }, rivals: [] });
    expect(agreeOnStyles([open, find(['1', '2'])])[0].rivals).toHaveLength(1);
  });
});
