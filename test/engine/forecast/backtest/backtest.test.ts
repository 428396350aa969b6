import { expect, test } from 'vitest';
import { backtest } from '../../../../src-engine/forecast/backtest/backtest.ts';
import type { BacktestOptions } from '../../../../src-engine/forecast/backtest/backtest.ts';
import { placeOrigins } from '../../../../src-engine/forecast/backtest/place-origins.ts';
import { fitPreparation } from '../../../../src-engine/forecast/fit/fit-preparation.ts';
import type { SeriesRows } from '../../../../src-engine/forecast/rows/series-rows.ts';
import { trainingRows } from '../../../../src-engine/forecast/rows/training-rows.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import type { ForecastOrigin, SeriesForecast } from '../../../../src-engine/spec/forecast-job.ts';
import type { ForecastSpec } from '../../../../src-engine/spec/forecast-spec.ts';
import type { SeriesLayout } from '../../../../src-engine/spec/series-layout.ts';
import { unhurried } from '../baselines/unhurried.ts';

const forecast: ForecastSpec = {
  window: 8,
  horizon: 4,
  targets: 1,
  head: { type: 'quantiles', levels: [0.1, 0.5, 0.9] },
};

function piece(series: string | null, values: number[]): SeriesRows {
  const rows = values.length;
  const time = Float64Array.from({ length: rows }, (_, row) => row);
  return { series, rows, known: rows, time, values: [Float64Array.from(values)] };
}

function layoutOf(pieces: readonly SeriesRows[]): SeriesLayout {
  return {
    version: 1,
    time: null,
    columns: [{ name: 'value', role: 'predict', categories: null }],
    pieces: [...pieces],
    horizon: 4,
  };
}

/** A season of four with noise. */
function seasonal(count: number, seed: number): number[] {
  const stream = createStream(seed, 'test', 0);
  return Array.from({ length: count }, (_, n) => 50 + [0, 8, 3, -6][n % 4] + stream.normal());
}

/** A network that tells the value which comes, and this much more. */
function knowing(pieces: readonly SeriesRows[], error: number) {
  return (origins: ForecastOrigin[]): Promise<SeriesForecast[]> =>
    Promise.resolve(
      origins.map(({ piece: place, row, horizon }) => ({
        ...{ piece: place, row, levels: [0.1, 0.5, 0.9], assumed: [] },
        time: Float64Array.from({ length: horizon }, (_, step) => row + step),
        quantiles: Float64Array.from({ length: 3 * horizon }, (_, n) => {
          const actual = pieces[place].values[0][row + Math.floor(n / 3)] ?? 0;
          return actual + error + [-2, 0, 2][n % 3];
        }),
      })),
    );
}

async function optionsFor(
  pieces: SeriesRows[],
  task: Partial<BacktestOptions['task']>,
  error = 0,
): Promise<BacktestOptions> {
  const layout = layoutOf(pieces);
  const preparation = await fitPreparation({ layout, pieces, forecast, validationFraction: 0.25 }, unhurried);
  const training = trainingRows(pieces, { fraction: 0.25, horizon: preparation.horizon });
  return {
    ...{ pieces, training, preparation, forecast: knowing(pieces, error), onProgress: () => undefined },
    task: { origins: 3, horizon: null, ...task },
  };
}

test('forecasts from origins in the rows that did not train, by the network and by every simple method', async () => {
  const pieces = [piece(null, seasonal(80, 1))];
  const progress: [number, number][] = [];
  const options = {
    ...(await optionsFor(pieces, {})),
    onProgress: (...each: [number, number]) => void progress.push(each),
  };
  const result = (await backtest(options, unhurried))!;
  expect(result).toMatchObject({
    horizon: 4,
    season: 4,
    band: 0.8,
    seriesUsed: 1,
    seriesTotal: 1,
    simpleIsBetter: null,
  });
  expect(result.origins.map(({ row }) => row)).toEqual([60, 68, 76]);
  expect(result.methods.map(({ method }) => method)).toEqual([
    ...['network', 'naive', 'seasonal-naive', 'drift', 'ets', 'arima'],
  ]);
  for (const { scores, steps, origins } of result.methods) {
    expect(scores.n).toBe(12);
    expect(steps.map(({ n }) => n)).toEqual([3, 3, 3, 3]);
    expect(origins.map(({ n }) => n)).toEqual([4, 4, 4]);
  }
  const [network, naive, , , ets] = result.methods;
  expect(network.scores).toMatchObject({ mae: 0, mase: 0, coverage: 1 });
  expect(ets.scores.mae).toBeLessThan(naive.scores.mae);
  expect(result.forecasts[1].actual).toEqual(Array.from(pieces[0].values[0].slice(68, 72)));
  expect(result.forecasts[1].methods[2]).toMatchObject({ model: 'seasonal naive [4]', fittedRows: 68 });
  expect(progress.at(-1)).toEqual([15, 15]);
});

test('says which simple method is better, and by how much', async () => {
  const result = await backtest(await optionsFor([piece(null, seasonal(80, 2))], {}, 30), unhurried);
  const { simpleIsBetter, methods } = result!;
  const best = Math.min(...methods.slice(1).map(({ scores }) => scores.mase!));
  expect(simpleIsBetter!.ratio).toBeCloseTo(best / methods[0].scores.mase!, 12);
  expect(simpleIsBetter!.ratio).toBeLessThan(0.2);
  expect(methods.find(({ method }) => method === simpleIsBetter!.method)!.scores.mase).toBe(best);
});

test('simple methods see nothing of what comes: other values after an origin change no forecast from it', async () => {
  const values = seasonal(80, 3);
  const result = await backtest(await optionsFor([piece(null, values)], {}), unhurried);
  const changed = values.map((value, n) => (n < 68 ? value : -900 * n));
  const other = await backtest(await optionsFor([piece(null, changed)], {}), unhurried);
  expect(other!.forecasts[1].actual).not.toEqual(result!.forecasts[1].actual);
  for (const origin of [0, 1]) {
    expect(other!.forecasts[origin].methods.slice(1)).toEqual(result!.forecasts[origin].methods.slice(1));
  }
  expect(other!.forecasts[2].methods.slice(1)).not.toEqual(result!.forecasts[2].methods.slice(1));
});

test('looks at each series, its error in its own scale, and at fewer where there are very many', async () => {
  const two = [
    piece('a', seasonal(60, 4)),
    piece(
      'b',
      seasonal(60, 5).map((value) => 1000 * value),
    ),
  ];
  const result = (await backtest(await optionsFor(two, { origins: 2 }, 5), unhurried))!;
  expect(result.origins.map(({ series }) => series)).toEqual(['a', 'a', 'b', 'b']);
  const [network] = result.methods;
  // An error of 5 weighs much for the small series alone.
  expect(network.origins[0].mase! / network.origins[2].mase!).toBeGreaterThan(500);

  const many = Array.from({ length: 30 }, (_, n) => piece(`s${n}`, seasonal(24, n)));
  const picked = (await backtest(await optionsFor(many, { origins: 50, horizon: 2 }), unhurried))!;
  expect(picked).toMatchObject({ seriesUsed: 4, seriesTotal: 30 });
  expect(new Set(picked.origins.map(({ series }) => series))).toEqual(new Set(['s0', 's10', 's19', 's29']));
});

test('takes what a short series has, and refuses one of which nothing is held back', async () => {
  const options = await optionsFor([piece(null, seasonal(24, 6))], { origins: 5 });
  const short = (await backtest({ ...options, task: { ...options.task, horizon: 9 } }, unhurried))!;
  expect(short.origins.map(({ row }) => row)).toEqual([18, 19, 20, 21]);
  expect(short.forecasts.map(({ actual }) => actual.length)).toEqual([6, 5, 4, 3]);
  expect(short.methods[0].steps.map(({ n }) => n)).toEqual([4, 4, 4, 3, 2, 1]);
  const whole = { ...options, training: [24] };
  await expect(backtest(whole, unhurried)).rejects.toMatchObject({ code: 'invalid-data' });
});

test('places as many origins as forecast the rows about once, where nobody says how many', async () => {
  const options = await optionsFor([piece(null, seasonal(120, 8))], {});
  const rowsOf = (horizon: number) =>
    placeOrigins(options, options.preparation, { origins: null, horizon }).origins.map(({ row }) => row);
  expect(rowsOf(4)).toEqual([90, 94, 99, 103, 107, 112, 116]);
  expect(rowsOf(1)).toHaveLength(12);
  // Only eleven rows have twenty after them, of which five are taken; none has thirty, so that ten have to do.
  expect(rowsOf(20)).toEqual([90, 93, 95, 98, 100]);
  expect(rowsOf(30)).toEqual([90, 95, 100, 105, 110]);
});

test('ends when nobody wants it any more', async () => {
  const options = await optionsFor([piece(null, seasonal(80, 7))], {});
  const signal = { aborted: false };
  const onProgress = () => void (signal.aborted = true);
  expect(await backtest({ ...options, onProgress }, { ...unhurried, signal })).toBeNull();
});
