import { expect, test } from 'vitest';
import { readContent } from '../../../src-main/datasets/content/stored-content.ts';
import { openStore } from '../../../src-main/db/open-store.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { series } from './series-content.ts';
import { refusalOf } from './studio-error.ts';

const days = Array.from({ length: 12 }, (_, n) => `2024-03-${String(n + 1).padStart(2, '0')}`);

/** Two shops in any order, with a gap in one, a missing value in the other, and plans for both. */
const shops = [
  'day,shop,kind,price,sold',
  ...days
    .flatMap((day, n) => [
      ...(n === 4 ? [] : [`${day},north,${n % 2 === 0 ? 'old' : 'new'},${n},${n < 10 ? n * 2 : ''}`]),
      `${day},south,old,${n},${n === 5 ? 'n/a' : n < 11 ? n * 3 : ''}`,
    ])
    .toReversed(),
].join('\n');

const chosen = series({
  ...{ time: 'day', series: 'shop', predict: ['sold'], read: ['kind'], knownAhead: ['price'] },
  ...{ gaps: 'interpolate', missing: 'split' },
});

test('rows are kept by series in order of time, with plans after them, and are shown as they were written', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const dataset = await client.datasets.import({
    name: 'shops.csv',
    file: new Blob([shops]),
    options: { content: chosen },
  });
  const { columns, total, rows } = await client.datasets.seriesRows({ datasetId: dataset.id, first: 0, count: 500 });
  expect(columns).toEqual([
    { name: 'sold', role: 'predict' },
    { name: 'kind', role: 'read' },
    { name: 'price', role: 'known-ahead' },
  ]);
  expect(total).toBe(23);
  const shown = rows.map(({ series: name, time, cells, isPlan, beginsPiece }) =>
    [beginsPiece ? '|' : '', name, time, ...cells.map((cell) => cell ?? '-'), isPlan ? 'plan' : ''].join(' ').trim(),
  );
  expect(shown.filter((row) => row.startsWith('|'))).toEqual([
    '| south 2024-03-01 0 old 0',
    '| south 2024-03-07 18 old 6',
    '| north 2024-03-01 0 old 0',
  ]);
  // The day that was missing lies between its neighbours; a category is that of the day before.
  expect(shown).toContain('north 2024-03-05 8 new 4');
  expect(shown.filter((row) => row.endsWith('plan'))).toEqual([
    'south 2024-03-12 - - 11 plan',
    'north 2024-03-11 - - 10 plan',
    'north 2024-03-12 - - 11 plan',
  ]);
  const part = await client.datasets.seriesRows({ datasetId: dataset.id, first: 12, count: 3 });
  expect(part.rows).toEqual(rows.slice(12, 15));
  expect(dataset.report?.understood).toMatchObject({
    rowsUsed: 20,
    plannedRows: 3,
    gaps: { count: 1, rows: 1, treatment: 'interpolate' },
    missing: { count: 1, treatment: 'split', places: [{ series: 'south', time: '2024-03-06', cell: 'n/a' }] },
    rowsDropped: [{ reason: 'no-value', count: 1 }],
    seriesCount: 2,
    time: { from: '2024-03-01', to: '2024-03-12' },
  });
  await host.close();
  const store = await openStore(host.dataDir);
  const stored = await readContent(store, store.datasets.get(dataset.id)!);
  await store.close();
  expect(stored).toMatchObject({
    layout: {
      time: { name: 'day', kind: 'date', zone: null, step: { unit: 'day', count: 1 } },
      columns: [{ name: 'sold' }, { name: 'kind', categories: ['new', 'old'] }, { name: 'price' }],
      pieces: [
        { series: 'south', rows: 5, known: 5 },
        { series: 'south', rows: 6, known: 5 },
        { series: 'north', rows: 12, known: 10 },
      ],
    },
  });
});

test('rows of the same time are asked about, first by the column that may tell series apart', async () => {
  const { client } = await openTemporaryHost();
  const content = series({ time: 'day', predict: ['price'] });
  const refuse = (changes: Partial<typeof content>) =>
    refusalOf(
      client.datasets.import({
        name: 'shops.csv',
        file: new Blob([shops]),
        options: { content: { ...content, ...changes } },
      }),
    );
  const asked = await refuse({});
  expect(asked.message).toContain('11 rows have the time of another: line 24 (2024-03-01)');
  expect(asked.message).toContain('--time day --predict price --series shop   (each “shop” is a series of its own)');
  expect((await refuse({ read: ['price'], knownAhead: ['price'] })).message).toContain('“price” has two roles at once');
  expect((await refuse({ zone: 'Mars/Phobos' })).message).toContain('There is no time zone “Mars/Phobos”.');
});

test('a table whose rows are sequences is read row by row, shorter where its end is empty', async () => {
  const { client } = await openTemporaryHost();
  const table = ['class,x1,x2,x3,x4', 'up,1,2,3,4', 'down,4,3,2,', 'up,1,3,5,7', 'down,9,7,5,3'].join('\n');
  const { id, report } = await client.datasets.import({
    name: 'shapes.csv',
    file: new Blob([table]),
    options: { content: { kind: 'labelled-series', read: ['x1', 'x2', 'x3', 'x4'], label: 'class' } },
  });
  expect(report?.classes).toEqual([
    { label: 'down', count: 2 },
    { label: 'up', count: 2 },
  ]);
  const { rows } = await client.datasets.seriesRows({ datasetId: id, first: 3, count: 5 });
  expect(rows.map(({ label, time, cells }) => [label, time, cells[0]])).toEqual([
    ['up', '4', '4'],
    ['down', '1', '4'],
    ['down', '2', '3'],
    ['down', '3', '2'],
    ['up', '1', '1'],
  ]);
});
