import { describe, expect, it } from 'vitest';
import type { ImportContent } from '../../../../../src-main/contract/datasets/import-content.ts';
import { rolesFor, withRole } from '../../../../../src-renderer/features/datasets/import/change-role.ts';

const columns = [
  { name: 'day', holds: 'time' },
  { name: 'shop', holds: 'category' },
  { name: 'sales', holds: 'number' },
  { name: 'price', holds: 'number' },
  { name: 'note', holds: 'text' },
] as const;

const treatments = {
  gaps: 'fill',
  missing: null,
  duplicates: null,
  dateOrder: null,
  zone: 'Asia/Tokyo',
  decimal: null,
} as const;
const series: ImportContent = {
  ...{ kind: 'series', ...treatments, time: 'day', series: null },
  ...{ predict: ['sales'], read: ['price'], knownAhead: [], horizon: 12 },
};
const labelled: ImportContent = { kind: 'labelled', textColumn: 'note', labelColumn: 'shop' };

describe('withRole', () => {
  it('moves columns between the roles of a series, and keeps what was decided', () => {
    expect(withRole(series, columns, 'price', 'known-ahead')).toEqual({ ...series, read: [], knownAhead: ['price'] });
    expect(withRole(series, columns, 'price', 'predict')).toEqual({ ...series, predict: ['sales', 'price'], read: [] });
    expect(withRole(series, columns, 'shop', 'series')).toEqual({ ...series, series: 'shop' });
    expect(withRole(series, columns, 'day', 'ignore')).toEqual({ ...series, time: null });
    expect(withRole(series, columns, 'sales', 'ignore')).toEqual({ ...series, predict: [] });
  });

  it('makes labelled sequences of a label beside numbers, and a series of what is predicted beside a label', () => {
    const sequences = withRole({ ...series, series: 'shop' }, columns, 'price', 'label');
    expect(sequences).toEqual({
      kind: 'labelled-series',
      ...treatments,
      time: 'day',
      series: 'shop',
      read: ['sales'],
      label: 'price',
    });
    expect(withRole(sequences, columns, 'sales', 'predict')).toMatchObject({
      kind: 'series',
      predict: ['sales'],
      read: [],
    });
  });

  it('makes texts of a text, with the label that is there', () => {
    expect(withRole(series, columns, 'note', 'text')).toEqual({ kind: 'text', textColumn: 'note' });
    expect(withRole(labelled, columns, 'price', 'label')).toEqual({ ...labelled, labelColumn: 'price' });
    expect(withRole(labelled, columns, 'shop', 'ignore')).toEqual({ kind: 'text', textColumn: 'note' });
    expect(withRole(labelled, columns, 'sales', 'predict')).toMatchObject({ kind: 'series', predict: ['sales'] });
  });

  it('gives a place that one column has to another', () => {
    const tagged: ImportContent = { kind: 'tagged', tokenColumn: 'day', tagColumn: 'shop' };
    expect(withRole(tagged, columns, 'note', 'tag')).toEqual({ ...tagged, tagColumn: 'note' });
    expect(withRole(labelled, columns, 'shop', 'text')).toEqual({ kind: 'text', textColumn: 'shop' });
  });
});

describe('rolesFor', () => {
  it('offers what a column can be, and the role that it has', () => {
    expect(rolesFor({ holds: 'time' }, 'time')).toEqual(['time', 'text', 'ignore']);
    expect(rolesFor({ holds: 'empty' }, 'read')).toEqual(['read', 'ignore']);
  });
});
