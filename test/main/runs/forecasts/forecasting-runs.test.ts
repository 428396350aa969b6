import { expect, test } from 'vitest';
import type { ImportContent } from '../../../../src-main/contract/datasets/import-content.ts';
import { refusalOf } from '../../datasets/studio-error.ts';
import { openTemporaryHost, runIn, type TemporaryHost } from '../../temporary-host.ts';

const shops = ['Nord', 'Süd'];
/** Sold by day: more on promotions, in a week's rhythm, and ten times as much in the second shop. */
const sold = (day: number, shop: number, promo: number) =>
  (shop === 0 ? 1 : 10) * (100 + 10 * Math.sin((2 * Math.PI * day) / 7) + 40 * promo);
const promoOf = (day: number) => Number(day % 5 === 0);
const dateOf = (day: number) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);

/** Rows of both shops, from a day to before another; those from `known` on are plans. */
function rowsOf(from: number, to: number, known: number, columns = 'day,shop,sold,promo'): string {
  const rows = shops.flatMap((shop, n) =>
    Array.from({ length: to - from }, (_, row) => {
      const day = from + row;
      const cells: Record<string, string | number> = {
        day: dateOf(day),
        shop,
        sold: day < known ? sold(day, n, promoOf(day)) : '',
        promo: promoOf(day),
      };
      return columns
        .split(',')
        .map((name) => cells[name])
        .join(',');
    }),
  );
  return [columns, ...rows].join('\n');
}

const content = { kind: 'series', time: 'day', series: 'shop', predict: ['sold'], knownAhead: ['promo'] };

async function trained(host: TemporaryHost, table: string, meaning: object = content): Promise<string> {
  const dataset = await host.client.datasets.import({
    name: 'shops.csv',
    file: new Blob([table]),
    options: { content: meaning as ImportContent },
  });
  const { id } = await host.client.runs.start({
    datasetId: dataset.id,
    presetId: 'forecaster',
    horizon: 7,
    train: { epochs: 2, seed: 1, validationFraction: 0.1 },
  });
  expect((await runIn(host, id, 'finished', 'failed')).error).toBeNull();
  return id;
}

async function staged({ client }: TemporaryHost, name: string, table: string): Promise<string> {
  const file = new Blob([table]);
  const { importId } = await client.imports.begin({ name, files: [{ path: name, bytes: file.size }] });
  await client.imports.append({ importId, file: 0, content: file });
  return importId;
}

test('a forecaster goes on from the end of each series, with plans, from new rows, and beyond its horizon', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const runId = await trained(host, rowsOf(0, 127, 120));

  const whole = await client.forecasts.forecast({ runId });
  expect(whole).toMatchObject({ trainedHorizon: 7, band: 0.8, assumed: [] });
  expect(whole.forecasts.map(({ series, column, origin }) => [series, column, origin])).toEqual([
    ['Nord', 'sold', 120],
    ['Süd', 'sold', 120],
  ]);
  for (const { points } of whole.forecasts) {
    expect(points.map(({ time }) => time)).toEqual(Array.from({ length: 7 }, (_, n) => dateOf(120 + n)));
    for (const { value, low, high } of points) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  }
  const mean = (points: { value: number }[]) => points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const [north, south] = whole.forecasts.map(({ points }) => mean(points));
  expect(north).toBeGreaterThan(60);
  expect(north).toBeLessThan(180);
  expect(south / north).toBeGreaterThan(6);

  // Beyond seven days it goes on, and what the table does not plan is taken from before; the first days are the same.
  const longer = await client.forecasts.forecast({ runId, horizon: 20, series: 'Nord' });
  expect(longer.assumed).toEqual(['promo']);
  expect(longer.forecasts).toHaveLength(1);
  expect(longer.forecasts[0].points).toHaveLength(20);
  expect(longer.forecasts[0].points.slice(0, 7)).toEqual(whole.forecasts[0].points);

  // From an earlier row the values that came are told, and not read.
  const earlier = await client.forecasts.forecast({ runId, series: 'Nord', origin: 110, horizon: 12 });
  expect(earlier.forecasts[0].actual).toEqual(Array.from({ length: 10 }, (_, n) => sold(110 + n, 0, promoOf(110 + n))));
  const nothingAfter = await staged(host, 'until.csv', rowsOf(0, 117, 110));
  const alone = await client.forecasts.forecast({ runId, importId: nothingAfter, series: 'Nord', horizon: 7 });
  expect(alone.forecasts[0].points).toEqual(earlier.forecasts[0].points.slice(0, 7));
  expect(alone.forecasts[0].actual).toEqual([]);

  // A plan in which every day is a promotion changes the forecast.
  const planned = await client.forecasts.forecast({
    runId,
    knownAhead: [{ column: 'promo', values: [1, 1, 1, 1, 1, 1, 1] }],
  });
  expect(planned.forecasts[0].points[1].value).not.toBe(whole.forecasts[0].points[1].value);

  // New rows, in which the columns come in another order, go on with those of the training.
  const importId = await staged(host, 'new.csv', rowsOf(120, 131, 124, 'promo,sold,shop,day'));
  const next = await client.forecasts.forecast({ runId, importId });
  expect(next.forecasts.map(({ origin }) => origin)).toEqual([124, 124]);
  expect(next.forecasts[1].points[0].time).toBe(dateOf(124));
  const history = await client.forecasts.history({ runId, importId, series: 'Süd' });
  expect(history).toMatchObject({ allSeries: shops, series: 'Süd', newFrom: 120, validationFrom: 108 });
  expect(history.pieces).toEqual([{ first: 0, rows: 131, known: 124 }]);
  expect(history.times).toHaveLength(131);
  expect(history.columns.map(({ name, role }) => [name, role])).toEqual([
    ['sold', 'predict'],
    ['promo', 'known-ahead'],
  ]);

  const other = await staged(host, 'other.csv', 'day,shop,cost\n2024-05-01,Nord,4\n2024-05-02,Nord,5\n');
  expect((await refusalOf(client.forecasts.forecast({ runId, importId: other }))).message).toContain(
    'There is no column “sold”. The columns are day, shop, cost.',
  );
  const far = await staged(host, 'far.csv', rowsOf(400, 403, 403));
  expect((await refusalOf(client.forecasts.forecast({ runId, importId: far }))).message).toMatch(
    /The forecaster looks back \d+ rows, and there are 3 of “Nord” without a gap/,
  );
  expect((await refusalOf(client.forecasts.forecast({ runId, series: 'Ost' }))).message).toContain(
    'There is no series “Ost”. The table has Nord, Süd.',
  );
});

test('a few rows are read as the table of the training was: their dates, step, categories and plans', async () => {
  const host = await openTemporaryHost();
  const { client } = host;
  const weekdays = Array.from({ length: 260 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))).filter(
    (date) => date.getUTCDay() % 6 !== 0,
  );
  const cellOf = (date: Date) => `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`;
  const rowOf = (date: Date, n: number) => `${cellOf(date)},${100 + (n % 5)},${n % 5 === 4 ? '1' : 'usual'}`;
  const table = (rows: string[]) => ['day,value,special', ...rows].join('\n');
  const known = weekdays.slice(0, 120);
  const runId = await trained(host, table(known.map(rowOf)), {
    kind: 'series',
    time: 'day',
    predict: ['value'],
    knownAhead: ['special'],
  });

  // One row, whose date could be one of October, and whose category looks like a number.
  const [next] = weekdays.slice(120);
  const one = await staged(host, 'one.csv', table([`${cellOf(next)},104,1`]));
  const { forecasts } = await client.forecasts.forecast({ runId, importId: one, horizon: 3 });
  const iso = (from: number, count: number) =>
    weekdays.slice(from, from + count).map((date) => date.toISOString().slice(0, 10));
  expect(forecasts[0]).toMatchObject({ origin: 121 });
  expect(forecasts[0].points.map(({ time }) => time)).toEqual(iso(121, 3));

  // Friday and Monday are a step apart, and rows without values are plans.
  const plans = weekdays.slice(120, 127).map((date, n) => `${cellOf(date)},${n < 1 ? 100 : ''},usual`);
  const planned = await staged(host, 'planned.csv', table(plans));
  const told = await client.forecasts.forecast({ runId, importId: planned, horizon: 6 });
  expect(told).toMatchObject({ assumed: [], forecasts: [{ origin: 121 }] });
  const only = await staged(host, 'plans.csv', table(plans.slice(1)));
  expect(await client.forecasts.forecast({ runId, importId: only, horizon: 6 })).toMatchObject({
    assumed: ['special'],
  });

  // A fault that the training did not have is asked about, and can be decided.
  const twice = await staged(host, 'twice.csv', table([`${cellOf(next)},104,1`, `${cellOf(next)},106,1`]));
  expect((await refusalOf(client.forecasts.forecast({ runId, importId: twice }))).message).toContain('--duplicates');
  const settled = { runId, importId: twice, treatments: { duplicates: 'mean' as const }, horizon: 1 };
  expect((await client.forecasts.forecast(settled)).forecasts[0].origin).toBe(121);
});
