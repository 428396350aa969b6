import { expect, test } from 'vitest';
import type { SeriesRows } from '../../../../src-engine/forecast/rows/series-rows.ts';
import { readSeriesTable } from '../../../../src-engine/forecast/rows/read-series-table.ts';
import type { SeriesColumn, SeriesLayout, SeriesTime } from '../../../../src-engine/spec/series-layout.ts';
import { addRows } from '../../../../src-engine/forecast/rows/add-rows.ts';
import { changePlans } from '../../../../src-main/runs/forecasts/change-plans.ts';
import { withNewRows } from '../../../../src-main/datasets/content/new-rows.ts';
import { seriesHistory } from '../../../../src-main/runs/forecasts/series-history.ts';
import { seriesContent } from '../../../../src-main/datasets/content/series-table.ts';

const day = 86_400_000;
const time: SeriesTime = { name: 'day', kind: 'date', zone: null, step: { unit: 'day', count: 1 } };
const columns: SeriesColumn[] = [
  { name: 'sold', role: 'predict', categories: null },
  { name: 'weather', role: 'read', categories: ['sun', 'rain'] },
  { name: 'promo', role: 'known-ahead', categories: null },
];
const layoutOf = (pieces: readonly SeriesRows[], others: Partial<SeriesLayout> = {}): SeriesLayout => ({
  version: 1,
  time,
  columns,
  pieces: pieces.map(({ series, rows, known }) => ({ series, rows, known })),
  horizon: null,
  ...others,
});

/** Days from `first` on; sold are 100 + the day, and it rains on odd days. */
function days(
  first: number,
  count: number,
  { series = null, planned = 0 }: { series?: string | null; planned?: number } = {},
): SeriesRows {
  const rows = count + planned;
  const all = Array.from({ length: rows }, (_, n) => first + n);
  const known = (value: (n: number) => number) => Float64Array.from(all, (n) => (n < first + count ? value(n) : NaN));
  return {
    series,
    rows,
    known: count,
    time: Float64Array.from(all, (n) => n * day),
    values: [known((n) => 100 + n), known((n) => n % 2), Float64Array.from(all, (n) => Number(n % 7 === 0))],
  };
}
const sold = ({ values, known }: SeriesRows) => Array.from(values[0].subarray(0, known));

test('new rows go on with a series, take the place of rows of the same time, and stand alone after a gap', () => {
  const own = [days(0, 10, { planned: 3 })];
  const next = addRows(own, [days(10, 2)], time);
  expect(next.pieces).toHaveLength(1);
  expect(sold(next.pieces[0])).toEqual(Array.from({ length: 12 }, (_, n) => 100 + n));
  expect(next.newFrom.get(null)).toBe(10);

  const changed = days(8, 4);
  changed.values[0].fill(7);
  const replaced = addRows(own, [changed], time);
  expect(sold(replaced.pieces[0])).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 7, 7, 7, 7]);
  expect(replaced.newFrom.get(null)).toBe(8);

  // The table's plans are still plans after the new rows.
  const planned = addRows(own, [days(10, 1)], time);
  expect(planned.pieces[0]).toMatchObject({ rows: 13, known: 11 });
  expect(Array.from(planned.pieces[0].time)).toEqual(Array.from(days(0, 13).time));
  expect(addRows(own, [days(10, 1)], null).pieces[0]).toMatchObject({ rows: 13, known: 11 });

  const later = addRows(own, [days(20, 2)], time);
  expect(later.pieces.map(({ known }) => known)).toEqual([10, 2]);
  expect(addRows(own, [days(0, 12)], time).pieces.map(sold)).toEqual([sold(days(0, 12))]);
});

test('rows that are only counted follow the others, unless they begin with these', () => {
  const own = [days(0, 5)];
  const followed = addRows(own, [days(5, 3)], null);
  expect(sold(followed.pieces[0])).toEqual(sold(days(0, 8)));
  expect(Array.from(followed.pieces[0].time)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(addRows(own, [days(0, 8)], null).pieces.map(sold)).toEqual([sold(days(0, 8))]);
});

test('columns of a file belong to those of the table by their names, and categories by theirs', () => {
  const own = { layout: layoutOf([days(0, 5)]), pieces: [days(0, 5)] };
  const piece = days(5, 2);
  const turned = { ...piece, values: [piece.values[2], Float64Array.of(0, 1), piece.values[0]] };
  const file = {
    name: 'new.csv',
    layout: layoutOf([turned], { columns: [columns[2], { ...columns[1], categories: ['rain', 'sun'] }, columns[0]] }),
    pieces: [turned],
  };
  const { pieces } = withNewRows(own, file);
  expect(sold(pieces[0])).toEqual(sold(days(0, 7)));
  expect(Array.from(pieces[0].values[1])).toEqual([0, 1, 0, 1, 0, 1, 0]);

  const snow = {
    ...file,
    layout: layoutOf([turned], { columns: [columns[2], { ...columns[1], categories: ['snow', 'sun'] }, columns[0]] }),
  };
  expect(() => withNewRows(own, snow)).toThrow(/new\.csv has “snow” in “weather”/);
  const without = {
    ...file,
    layout: layoutOf([turned], { columns: [columns[2], columns[1], { ...columns[0], name: 'cost' }] }),
  };
  expect(() => withNewRows(own, without)).toThrow(/There is no column “sold”/);
});

test('plans take the place of those of the table, and reach beyond it', () => {
  const piece = days(0, 10, { planned: 1 });
  const layout = layoutOf([piece]);
  const changed = changePlans(piece, 10, layout, [{ column: 'promo', values: [1, null, 3] }]);
  expect(Array.from(changed.values[2].subarray(10))).toEqual([1, NaN, 3]);
  expect(Array.from(changed.time.subarray(10))).toEqual([10 * day, 11 * day, 12 * day]);
  expect(changed.known).toBe(10);
  expect(piece.values[2][10]).toBe(0);
  expect(() => changePlans(piece, 10, layout, [{ column: 'sold', values: [1] }])).toThrow(/“sold” is not known ahead/);
});

test('rows are written as the engine reads them, to the last bit', () => {
  const piece = days(0, 4, { planned: 2, series: 'Bäckerei, "Süd"' });
  piece.values[0][1] = 0.1 + 0.2;
  piece.values[0][2] = 1e-300;
  const content = seriesContent(layoutOf([]), [piece]);
  expect(readSeriesTable(content.table, content.layout)).toEqual([piece]);
});

test('a long series is told in buckets with their ranges, a short one row by row, with gaps, plans and the part held back', () => {
  const pieces = [days(0, 1000), days(1100, 1000, { planned: 5 })];
  const rows = withNewRows({ layout: layoutOf(pieces), pieces }, null);
  const ask = { series: null, from: 0, to: null, maxPoints: 100 };
  const history = seriesHistory(rows, ask, { fraction: 0.1, horizon: 7 });
  expect(history.rows.length).toBeLessThanOrEqual(101);
  expect(history.pieces).toEqual([
    { first: 0, rows: 1000, known: 1000 },
    { first: 1000, rows: 1005, known: 1000 },
  ]);
  expect(history.validationFrom).toBe(1800);
  expect(history.newFrom).toBe(null);
  const [own] = history.columns;
  expect(Math.min(...own.min.map((value) => value ?? Infinity))).toBe(100);
  expect(Math.max(...own.max.map((value) => value ?? -Infinity))).toBe(2199);
  expect(history.rows).toContain(1000);

  const near = seriesHistory(rows, { ...ask, from: 998, to: 1002 }, { fraction: 0, horizon: 7 });
  expect(near.rows).toEqual([998, 999, 1000, 1001]);
  expect(near.times).toEqual(['1972-09-25', '1972-09-26', '1973-01-05', '1973-01-06']);
  expect(near.columns[0].min).toEqual([1098, 1099, 1200, 1201]);
  expect(near.validationFrom).toBe(null);
  const plans = seriesHistory(rows, { ...ask, from: 1999 }, { fraction: 0, horizon: 7 });
  expect(plans.columns[0].max).toEqual([2199, null, null, null, null, null]);
  expect(plans.columns[2].max).toEqual([0, 0, 0, 1, 0, 0].map((_, n) => Number((2099 + n) % 7 === 0)));
});
