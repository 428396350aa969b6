import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { describeBacktest } from '../../../src-main/cli/evaluating/describe-backtest.ts';
import type { BacktestRecord } from '../../../src-main/contract/forecasting/backtest-records.ts';
import { endRunning, kioku } from './spawn-cli.ts';

afterEach(endRunning);

const folder = mkdtempSync(join(tmpdir(), 'kioku-checks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const home = ['--data-dir', at('home')];
const spike = 372;

/** A season of seven with noise, and one value out of all bounds. */
const values = (() => {
  const stream = createStream(11, 'test', 0);
  const season = [0, 6, 9, 4, -3, -8, -5];
  return Array.from({ length: 400 }, (_, n) => 60 + season[n % 7] + stream.normal() + (n === spike ? 40 : 0));
})();

beforeAll(async () => {
  writeFileSync(at('sold.csv'), ['sold', ...values.map((value) => value.toFixed(4))].join('\n'));
  const options = ['--preset', 'forecaster', '--epochs', '3', '--seed', '1', '--name', 'Sold'];
  expect(await kioku('train', '--data', at('sold.csv'), ...options, ...home)).toMatchObject({ code: 0 });
});

test('a forecaster is compared with simple methods, as a table and as a document', async () => {
  const options = ['--run', 'last', '--origins', '2', '--horizon', '3'];
  const told = await kioku('backtest', ...options, '--json', ...home);
  expect(told).toMatchObject({ code: 0 });
  const record = JSON.parse(told.stdout) as BacktestRecord;
  expect(record).toMatchObject({ horizon: 3, season: 7, band: 0.8 });
  expect(record.origins.map(({ row }) => row)).toEqual([expect.any(Number), 397]);
  expect(record.forecasts.map(({ actual }) => actual)).toEqual(
    record.origins.map(({ row }) => values.slice(row, row + 3).map((value) => Number(value.toFixed(4)))),
  );
  const errors = new Map(record.methods.map(({ method, scores }) => [method, scores.mase!]));
  expect([...errors.keys()]).toEqual(['network', 'naive', 'seasonal-naive', 'drift', 'ets', 'arima']);
  const simple = [...errors].slice(1).sort(([, left], [, right]) => left - right)[0];
  const isBetter = simple[1] < errors.get('network')!;
  expect(record.simpleIsBetter?.method ?? null).toBe(isBetter ? simple[0] : null);

  const out = describeBacktest(record);
  expect(out).toMatch(
    /^3 steps from each of 2 origins, in rows that the network has not learnt\. The season is 7 rows\./,
  );
  expect(out).toContain(
    'The network is not trained again; the simple methods are fitted anew to all rows before each origin.',
  );
  expect(out).toMatch(/^ARIMA .*ARIMA\(/m);
  const sentence = isBetter
    ? 'A simple method is better here: the MASE of'
    : 'The network is at least as good as every';
  expect(out).toContain(sentence);
});

test('a planted spike is found among values of which few are called anomalies', async () => {
  const told = await kioku('anomalies', '--run', 'last', '--false-alarms', '0.02', '--json', ...home);
  expect(told).toMatchObject({ code: 0 });
  const { n, found, anomalies } = JSON.parse(told.stdout) as {
    n: number;
    found: number;
    anomalies: { row: number; value: number; expected: number }[];
  };
  expect(anomalies).toHaveLength(found);
  const planted = anomalies.find(({ row }) => row === spike)!;
  expect(planted.value).toBeCloseTo(values[spike], 3);
  expect(planted.expected).toBeLessThan(80);
  expect(found / n).toBeLessThan(0.08);
  const { stdout: out } = await kioku('anomalies', '--run', 'last', ...home);
  expect(out).toMatch(
    /anomal(y|ies) among [\d,]+ values; \d+ are to be expected among usual values \(1 % false alarms\)\./,
  );
  expect(out).toMatch(new RegExp(`^${spike} .*$`, 'm'));
});
