import { expect, test } from 'vitest';
import { trainingPart } from '../../../../src-engine/forecast/fit/fit-context.ts';
import { findSeasons } from '../../../../src-engine/forecast/fit/find-season.ts';
import { autocorrelations } from '../../../../src-engine/forecast/fit/season-scores.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { readSeries } from '../../../../src-engine/forecast/series-content.ts';
import type { SeriesTime } from '../../../../src-engine/spec/series-layout.ts';
import { monthly, predicted, seriesContent } from '../made-series.ts';

function seasonsOf(values: readonly number[], time: SeriesTime | null) {
  const { layout, pieces } = readSeries(
    seriesContent({ time, columns: [predicted], pieces: [{ rows: values.map((value) => [value]) }] }),
  );
  const part = trainingPart(layout, pieces, [values.length]);
  return findSeasons(part, 0, { ...predicted, log: null });
}

const made = (count: number, valueOf: (n: number) => number) => Array.from({ length: count }, (_, n) => valueOf(n));
const stream = createStream(1, 'chance', 0);
const chance = () => stream.normal();
const wave = (n: number, season: number) => Math.sin((2 * Math.PI * n) / season);

test('autocorrelations are those of acf in R', () => {
  const values = made(60, (n) => 10 + 3 * wave(n, 7) + Math.sin(n * n * 1.3) + 0.05 * n);
  const places = values.map((_, n) => n - 29.5);
  const slope =
    places.reduce((sum, place, n) => sum + place * values[n]!, 0) / places.reduce((sum, place) => sum + place ** 2, 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / 60;
  const rest = Float64Array.from(values, (value, n) => value - mean - slope * places[n]!);
  // x <- 10 + 3*sin(2*pi*i/7) + sin(i*i*1.3) + 0.05*i; acf(resid(lm(x ~ i)), demean=FALSE)
  const ofR = [
    1, 0.576426126343, -0.178273240033, -0.73199810363, -0.775338786995, -0.235426589759, 0.484145901359,
    0.835196203697, 0.528768632592,
  ];
  autocorrelations(rest, 8).forEach((correlation, lag) => expect(correlation).toBeCloseTo(ofR[lag]!, 9));
});

test('the season of the calendar is found in months that have one, and told with its correlation', () => {
  const { value, reasons } = seasonsOf(
    made(96, (n) => 100 + n + 10 * wave(n, 12) + 3 * chance()),
    monthly,
  );
  expect(value).toEqual({ all: [12], strongest: 12 });
  expect(reasons[0]).toMatchObject({ code: 'season-found', values: { rows: 12 } });
});

test('a cycle is found in rows that no calendar tells about', () => {
  expect(
    seasonsOf(
      made(300, (n) => wave(n, 11) + 0.5 * chance()),
      null,
    ).value.strongest,
  ).toBe(11);
});

test('days are found within weeks where rows are counted', () => {
  const load = (n: number) => 5 * wave(n, 24) + (Math.floor(n / 24) % 7 >= 5 ? -6 : 0) + chance();
  expect(seasonsOf(made(24 * 7 * 6, load), null).value.all).toEqual([24, 168]);
});

test('no season is seen in chance, nor in what wanders', () => {
  let level = 0;
  const wandering = made(200, () => (level += chance()));
  for (const values of [made(200, chance), wandering])
    expect(seasonsOf(values, null)).toMatchObject({
      value: { all: [], strongest: null },
      reasons: [{ code: 'season-none' }],
    });
});

test('a year of days that is seen less than twice is tried, and told as the calendar’s', () => {
  const daily: SeriesTime = { name: 't', kind: 'date', zone: null, step: { unit: 'day', count: 1 } };
  const { value, reasons } = seasonsOf(made(600, chance), daily);
  expect(value.all).toContain(365);
  expect(reasons).toContainEqual({ code: 'season-of-calendar', values: { rows: 365 } });
});
