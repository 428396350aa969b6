import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

const folder = mkdtempSync(join(tmpdir(), 'kioku-forecast-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const home = ['--data-dir', at('home')];

interface Point {
  time: string;
  value: number;
  low: number;
  high: number;
}

/** Monthly values with a yearly season and a trend. */
const values = Array.from({ length: 132 }, (_, n) => 200 + n + 40 * Math.sin((2 * Math.PI * n) / 12));
const monthOf = (n: number) => new Date(Date.UTC(2010, n, 1)).toISOString().slice(0, 10);
const table = (from: number, to: number) =>
  ['month,sold', ...values.slice(from, to).map((value, n) => `${monthOf(from + n)},${value}`)].join('\n');
const known = 108;

const documentOf = async (...args: string[]): Promise<unknown> => {
  const result = await kioku(...args, ...home, '--json');
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(result.stdout);
};

beforeAll(async () => {
  writeFileSync(at('sold.csv'), table(0, known));
  writeFileSync(at('later.csv'), table(known, known + 24));
  const columns = ['--name', 'Sold', '--time', 'month', '--predict', 'sold', '--horizon', '12'];
  expect(await kioku('import', at('sold.csv'), ...columns, ...home)).toMatchObject({ code: 0 });
  const trained = await kioku(
    'train',
    '--dataset',
    'Sold',
    '--preset',
    'forecaster',
    '--seed',
    '1',
    '--epochs',
    '3',
    '--json',
    ...home,
  );
  expect(jsonLines(trained.stdout).at(-1)).toMatchObject({ type: 'done' });
});

test('a forecast is an array of times with values and bands, as long as one likes, and a table', async () => {
  const points = (await documentOf('forecast', '--run', 'last', '--horizon', '30')) as Point[];
  expect(points.map(({ time }) => time)).toEqual(Array.from({ length: 30 }, (_, n) => monthOf(known + n)));
  for (const point of points) {
    expect(Object.keys(point)).toEqual(['time', 'value', 'low', 'high']);
    expect(point.low).toBeLessThanOrEqual(point.value);
    expect(point.high).toBeGreaterThanOrEqual(point.value);
    expect(point.value).toBeGreaterThan(150);
    expect(point.value).toBeLessThan(500);
  }
  const out = ['--out', at('forecast.csv')];
  const shown = await kioku('forecast', '--run', 'last', '--horizon', '30', ...out, ...home);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(
    /^30 steps, with the band of 80 %\. After the first 12 they are forecast from forecasts\. .*forecast\.csv\n$/,
  );
  const rows = readFileSync(at('forecast.csv'), 'utf8').trim().split('\n');
  expect(rows).toEqual([
    'time,value,low,high',
    ...points.map(({ time, value, low, high }) => [time, value, low, high].join(',')),
  ]);
  const again = await kioku('forecast', '--run', 'last', ...out, ...home);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });

  const next = await kioku('predict', '--run', 'last', ...home);
  expect(next.stdout).toMatch(
    new RegExp(`^1 step, with the band of 80 %\\.\n\ntime +value +low +high\n${monthOf(known)} `),
  );
});

test('new rows are forecast from, and compared with what the forecaster says of them', async () => {
  const first = (await documentOf('forecast', '--run', 'last')) as Point[];
  const then = (await documentOf(
    'forecast',
    '--run',
    'last',
    '--data',
    at('later.csv'),
    '--origin',
    String(known + 12),
  )) as Point[];
  expect([first.length, then.length]).toEqual([12, 12]);
  expect(then[0].time).toBe(monthOf(known + 12));
  const beyond = await kioku('forecast', '--run', 'last', '--origin', '9999', ...home);
  expect(beyond).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `There are ${known} rows to go on from, so no forecast can begin after row 9999. Give --origin ${known} at most.\n`,
  });
  const after = (await documentOf('forecast', '--run', 'last', '--data', at('later.csv'), '--horizon', '2')) as Point[];
  expect(after.map(({ time }) => time)).toEqual([monthOf(known + 24), monthOf(known + 25)]);

  const errors = [...first, ...then].map(({ value }, n) => values[known + n] - value);
  const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const mae = mean(errors.map(Math.abs));
  const seasonal = mean(values.slice(12, known).map((value, n) => Math.abs(value - values[n])));
  expect(await documentOf('evaluate', '--run', 'last', '--data', at('later.csv'))).toEqual({
    n: 24,
    mae: expect.closeTo(mae, 9),
    rmse: expect.closeTo(Math.sqrt(mean(errors.map((error) => error ** 2))), 9),
    mase: expect.closeTo(mae / seasonal, 9),
  });
});

test('a file validates a training instead of a share', async () => {
  const data = ['--data', at('sold.csv'), '--time', 'month', '--predict', 'sold'];
  const trained = await kioku('train', ...data, '--validation', at('later.csv'), '--epochs', '1', ...home);
  expect(trained).toMatchObject({ code: 0 });
  expect(trained.stdout).toContain('split: later.csv validates, 24 rows');
  expect(trained.stdout).toMatch(/epoch 1\/1 .*validation loss \d/);
  expect(trained.stdout).toMatch(/Let it forecast: .*forecast --run/);
  const wrong = await kioku('train', ...data, '--validation', '0.9', ...home);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('takes a number from 0 to 0.5 or a file') });
});
