import { expect, test } from 'vitest';
import { fitPreparation } from '../../../src-engine/forecast/fit/fit-preparation.ts';
import { prepareRows } from '../../../src-engine/forecast/prepared-rows.ts';
import { createRollOut } from '../../../src-engine/forecast/roll-out.ts';
import { matchColumns } from '../../../src-engine/forecast/rows/match-columns.ts';
import { readSeries } from '../../../src-engine/forecast/series-content.ts';
import { encodeWindow, windowSteps } from '../../../src-engine/forecast/windows/encode-window.ts';
import { windowTargets } from '../../../src-engine/forecast/windows/series-windows.ts';
import type { ForecastHead, ForecastSpec } from '../../../src-engine/spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../../src-engine/spec/preparation-spec.ts';
import { predicted, seasonal, seriesContent, type MadeSeries } from './made-series.ts';

const median: ForecastHead = { type: 'value' };
const bands: ForecastHead = { type: 'quantiles', levels: [0.1, 0.5, 0.9] };

const unhurried = { yieldToEventLoop: () => Promise.resolve() };

async function fit(made: MadeSeries, forecast: Partial<ForecastSpec> = {}) {
  const series = readSeries(seriesContent(made));
  const whole: ForecastSpec = { window: 24, horizon: 6, targets: 1, head: median, ...forecast };
  return {
    ...series,
    preparation: await fitPreparation({ ...series, forecast: whole, validationFraction: 0.2 }, unhurried),
  };
}

/** The network's outputs that would be right for the rows from an origin on: what the targets of the window are. */
function rightOutputs(
  piece: ReturnType<typeof readSeries>['pieces'][number],
  preparation: ForecastPreparation,
  origin: number,
) {
  const rows = prepareRows(piece, preparation);
  return windowTargets({ piece: 0, origin, first: 0, end: piece.known, trains: false }, rows, preparation);
}

test('outputs that are the targets of a window mean the values of the table, of two columns, one of which is read as logarithms', async () => {
  const growth = (n: number) => 5 * 1.04 ** n * (1.2 + Math.sin((2 * Math.PI * n) / 12));
  const values = seasonal(120);
  const columns = [predicted, { name: 'sales', role: 'predict' as const, categories: null }];
  const { pieces, preparation } = await fit({
    columns,
    pieces: [{ rows: values.map((value, n) => [value, growth(n)]) }],
  });
  const rollOut = createRollOut(pieces[0]!, { piece: 0, row: 100, horizon: 6 }, preparation, median);
  rollOut.add(rightOutputs(pieces[0]!, preparation, 100));
  const { quantiles, time, levels } = rollOut.finish();
  expect(levels).toEqual([0.5]);
  expect(time[0]).toBe(Date.UTC(2008, 4));
  const told = Array.from({ length: 6 }, (_, step) => [quantiles[2 * step], quantiles[2 * step + 1]]);
  told.forEach(([value, sales], step) => {
    expect(value).toBeCloseTo(values[100 + step]!, 8);
    expect(sales).toBeCloseTo(growth(100 + step), 6);
  });
});

test('beyond its horizon a forecast goes on from its own medians, with bands that grow wider, and dates that go on', async () => {
  const { pieces, preparation } = await fit(
    { columns: [predicted], pieces: [{ rows: seasonal(120).map((value) => [value]) }] },
    { head: bands },
  );
  const { known } = pieces[0]!;
  const rollOut = createRollOut(pieces[0]!, { piece: 0, row: known, horizon: 15 }, preparation, bands);
  let windows = 0;
  for (; !rollOut.isOver; windows++) rollOut.add(Array.from({ length: 18 }, (_, n) => (n % 3) - 1));
  const { quantiles, time } = rollOut.finish();
  expect(windows).toBe(3);
  expect(time).toHaveLength(15);
  expect(time.at(-1)).toBe(Date.UTC(2011, 2));
  const widths = Array.from({ length: 15 }, (_, step) => quantiles[3 * step + 2]! - quantiles[3 * step]!);
  expect(widths.every((width) => width > 0)).toBe(true);
  expect(widths[6]).toBeGreaterThan(widths[0]!);
  expect(widths[12]).toBeGreaterThan(widths[6]!);
});

test.each([
  ['stay as wide as they were for what comes back to its mean', () => 1, () => 1],
  ['grow like the square root of time for what wanders', (step: number) => Math.sqrt(step + 1), Math.sqrt],
])('beyond its horizon bands %s', async (_, distance, expected: (steps: number) => number) => {
  const { pieces, preparation } = await fit(
    { columns: [predicted], pieces: [{ rows: seasonal(120, { size: 0 }).map((value) => [value]) }] },
    { head: bands },
  );
  const plain = { ...preparation, columns: [{ ...preparation.columns[0]!, log: null }] };
  const { known } = pieces[0]!;
  const rollOut = createRollOut(pieces[0]!, { piece: 0, row: known, horizon: 24 }, plain, bands);
  const outputs = plain.residuals.flatMap(([unit], step) => [-1, 0, 1].map((sign) => (sign * distance(step)) / unit!));
  while (!rollOut.isOver) rollOut.add(outputs);
  const { quantiles } = rollOut.finish();
  const width = (step: number) => quantiles[3 * step + 2]! - quantiles[3 * step]!;
  for (const step of [5, 6, 11, 12, 23]) expect(width(step) / width(0)).toBeCloseTo(expected(step + 1), 6);
});

test('values after the origin are not looked at, and what is known ahead is', async () => {
  const columns = [
    predicted,
    { name: 'wind', role: 'read' as const, categories: null },
    { name: 'plan', role: 'known-ahead' as const, categories: ['off', 'on'] },
  ];
  const rows = (changed: number) =>
    seasonal(120).map((value, n) => [n < 100 ? value : changed, n < 100 ? n % 7 : changed, n % 2]);
  const made = (changed: number): MadeSeries => ({ columns, pieces: [{ rows: rows(changed) }] });
  const { pieces, preparation } = await fit(made(0));
  const other = readSeries(seriesContent(made(999))).pieces;
  const read = (given: typeof pieces) => {
    const rollOut = createRollOut(given[0]!, { piece: 0, row: 100, horizon: 6 }, preparation, median);
    const numbers: number[] = [];
    encodeWindow(rollOut.rows, preparation, rollOut.next, (_, __, value) => numbers.push(value));
    return numbers;
  };
  expect(preparation.readsHorizon).toBe(true);
  expect(windowSteps(preparation)).toBe(30);
  expect(read(pieces)).toEqual(read(other));
  expect(read(pieces).every(Number.isFinite)).toBe(true);

  const planned = structuredClone(pieces);
  planned[0]!.values[2]!.fill(1, 100);
  expect(read(planned)).not.toEqual(read(pieces));
});

test('plans that are missing are taken from a season before, and told', async () => {
  const columns = [predicted, { name: 'plan', role: 'known-ahead' as const, categories: null }];
  const rows = seasonal(120).map((value, n) => [value, n % 12]);
  const planned = [...rows, ...Array.from({ length: 3 }, (_, n) => [null, n % 12])];
  const { pieces, preparation } = await fit({ columns, pieces: [{ rows: planned, known: 120 }] });
  expect(preparation.season).toBe(12);
  const forecast = (horizon: number) => {
    const rollOut = createRollOut(pieces[0]!, { piece: 0, row: 120, horizon }, preparation, median);
    while (!rollOut.isOver) rollOut.add(new Float64Array(6));
    return rollOut.finish();
  };
  expect(forecast(3).assumed).toEqual([]);
  expect(forecast(4).assumed).toEqual(['plan']);
  expect(forecast(30).quantiles.every(Number.isFinite)).toBe(true);
});

test('each of several series has its own scale, and a series that was not trained on the one of its rows', async () => {
  const pieces = ['small', 'large'].map((series, n) => ({
    series,
    rows: seasonal(100, { level: 0, size: 10 * 1000 ** n, slope: 0, noise: 1000 ** n }).map((value) => [value]),
  }));
  const { preparation } = await fit({ columns: [predicted], pieces });
  const [small, large] = preparation.series.map(({ scales }) => scales[0]!);
  expect(large!.deviation / small!.deviation).toBeCloseTo(1000, 0);
  const renamed = readSeries(seriesContent({ columns: [predicted], pieces: [{ ...pieces[1]!, series: 'new' }] }))
    .pieces[0]!;
  expect(prepareRows(renamed, preparation).scales[0]!.deviation / large!.deviation).toBeCloseTo(1, 1);
});

test('columns of other rows are found by name, and categories by theirs', async () => {
  const columns = [predicted, { name: 'day', role: 'read' as const, categories: ['mon', 'tue'] }];
  const { preparation } = await fit({ columns, pieces: [{ rows: seasonal(100).map((value, n) => [value, n % 2]) }] });
  const turned = [{ ...columns[1]!, categories: ['sun', 'tue', 'mon'] }, columns[0]!];
  const other = readSeries(
    seriesContent({
      columns: turned,
      pieces: [
        {
          rows: [
            [0, 7],
            [1, 8],
            [2, 9],
          ],
        },
      ],
    }),
  );
  const [rows] = matchColumns(other, preparation.columns);
  expect(rows?.values.map((column) => [...column])).toEqual([
    [7, 8, 9],
    [NaN, 1, 0],
  ]);
  const without = readSeries(seriesContent({ columns: [predicted], pieces: [{ rows: [[1]] }] }));
  expect(() => matchColumns(without, preparation.columns)).toThrow('There is no column “day”');
});

test('a value without a logarithm, of which the training part had none, is very low and spoils nothing', async () => {
  const growth = Array.from({ length: 120 }, (_, n) => [5 * 1.04 ** n * (1.2 + Math.sin((2 * Math.PI * n) / 12))]);
  const { preparation } = await fit({ columns: [predicted], pieces: [{ rows: growth }] });
  const logged = { ...preparation, columns: [{ ...preparation.columns[0]!, log: { shift: 0 } }] };
  const { pieces } = readSeries(seriesContent({ columns: [predicted], pieces: [{ rows: [[0], [-3], [5]] }] }));
  const scaled = { ...logged, bases: [], series: [{ name: null, scales: [{ mean: 3, deviation: 2 }] }] };
  expect([...prepareRows(pieces[0]!, scaled).values[0]!]).toEqual([-6, -6, (Math.log(5) - 3) / 2]);
  const measured = prepareRows(pieces[0]!, { ...scaled, series: [] }).scales[0]!;
  expect(measured.mean).toBe(Math.log(5));
});
