import { expect, test } from 'vitest';
import { baseForecast } from '../../../../src-engine/forecast/base-forecast.ts';
import { fitPreparation } from '../../../../src-engine/forecast/fit/fit-preparation.ts';
import { fromUnits, prepareRows } from '../../../../src-engine/forecast/prepared-rows.ts';
import { readSeries } from '../../../../src-engine/forecast/series-content.ts';
import type { ForecastSpec } from '../../../../src-engine/spec/forecast-spec.ts';
import type { SeriesColumn } from '../../../../src-engine/spec/series-layout.ts';
import { predicted, seriesContent, type MadeSeries } from '../made-series.ts';

const forecast: ForecastSpec = {
  window: null,
  horizon: null,
  targets: 1,
  head: { type: 'quantiles', levels: [0.1, 0.5, 0.9] },
};

const unhurried = { yieldToEventLoop: () => Promise.resolve() };

async function fit(made: MadeSeries) {
  const series = readSeries(seriesContent(made));
  return { ...series, preparation: await fitPreparation({ ...series, forecast, validationFraction: 0.1 }, unhurried) };
}

/** The mean absolute error of what the base method says of the rows from `origin` on. */
function baseError({ pieces, preparation }: Awaited<ReturnType<typeof fit>>, origin: number, piece = 0): number {
  const rows = prepareRows(pieces[piece]!, preparation);
  const steps = Math.min(preparation.horizon, pieces[piece]!.rows - origin);
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const u = baseForecast(preparation.bases[0]!, rows, { origin, step, column: 0, target: 0 });
    const told = fromUnits(u, preparation.columns[0]!, rows.scales[0]!);
    sum += Math.abs(told - pieces[piece]!.values[0]![origin + step]!) / steps;
  }
  return sum;
}

const chance = (n: number) => Math.sin(n * n * 1.3);
const wave = (n: number) => Math.sin((2 * Math.PI * n) / 12);
const codes = ({ preparation }: Awaited<ReturnType<typeof fit>>) => preparation.reasons.map(({ code }) => code);
const rowsOf = (count: number, valueOf: (n: number) => number) => Array.from({ length: count }, (_, n) => [valueOf(n)]);

test('what grows by shares is forecast as a logarithm, what grows by amounts as it is, and what is not above 0 has none', async () => {
  const shares = await fit({
    columns: [predicted],
    pieces: [{ rows: rowsOf(120, (n) => 100 * Math.exp(0.02 * n + 0.2 * wave(n) + 0.02 * chance(n))) }],
  });
  expect(shares.preparation.columns[0]!.log).toEqual({ shift: 0 });
  expect(codes(shares)).toContain('log-better');
  const amounts = await fit({
    columns: [predicted],
    pieces: [{ rows: rowsOf(120, (n) => 30 + 2 * n + 20 * wave(n) + 3 * chance(n)) }],
  });
  expect(amounts.preparation.columns[0]!.log).toBeNull();
  expect(codes(amounts)).toContain('no-log-better');
  const signed = await fit({ columns: [predicted], pieces: [{ rows: rowsOf(120, (n) => 20 * wave(n) + chance(n)) }] });
  expect(codes(signed)).toContain('no-log-negative');
});

test('the base method errs much less than the last value where there is a season, and says by how much', async () => {
  const made = await fit({
    columns: [predicted],
    pieces: [{ rows: rowsOf(132, (n) => 50 + 10 * wave(n) + chance(n)) }],
  });
  expect(baseError(made, 116)).toBeLessThan(1.2);
  const told = made.preparation.reasons.find(({ code }) => code === 'base-error');
  expect(told?.values['share']).toBeLessThan(0.3);
});

test.each([
  ['numbers', null],
  ['categories', ['no', 'yes']],
])('plans that are known ahead are a part of the base method: %s', async (_, categories) => {
  const isPlanned = (n: number) => (chance(7 * n + 3) > 0.6 ? 1 : 0);
  const rows = rowsOf(150, (n) => 50 + 3 * chance(n) + 30 * isPlanned(n)).map(([value], n) => [value!, isPlanned(n)]);
  const plan: SeriesColumn = { name: 'plan', role: 'known-ahead', categories };
  const told = await fit({ columns: [predicted, plan], pieces: [{ rows }] });
  const untold = await fit({ columns: [predicted], pieces: [{ rows: rows.map(([value]) => [value!]) }] });
  const origin = 136;
  expect(baseError(told, origin)).toBeLessThan(0.5 * baseError(untold, origin));
});

test('series of other levels share one base method, each in its own scale', async () => {
  const levels = [10, 1000];
  const made = await fit({
    columns: [predicted],
    pieces: levels.map((level, series) => ({
      series: String(series),
      rows: rowsOf(96, (n) => level * (5 + wave(n) + 0.1 * chance(n + 40 * series))),
    })),
  });
  levels.forEach((level, piece) => expect(baseError(made, 86, piece)).toBeLessThan(0.25 * level));
});

test('targets that the network learns from are in a smaller unit than those it is judged by: what was fitted leaves less', async () => {
  const { preparation } = await fit({
    columns: [predicted],
    pieces: [{ rows: rowsOf(100, (n) => 50 + 9 * chance(n)) }],
  });
  preparation.residuals.forEach(([unit], step) => {
    expect(unit).toBeGreaterThanOrEqual(1.2 * preparation.trainingResiduals![step]![0]! - 1e-12);
  });
});
