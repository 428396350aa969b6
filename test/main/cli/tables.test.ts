import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';

afterEach(endRunning);

const days = Array.from({ length: 20 }, (_, n) => `2024-01-${String(n + 1).padStart(2, '0')}`);
const table = (header: string, rows: readonly string[]) => [header, ...rows, ''].join('\n');

/** Writes one table, and returns what `kioku` says to it in a data folder of its own. */
async function withTable(content: string, ...args: string[]) {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'table.csv');
  writeFileSync(file, content);
  const [command = 'import', ...options] = args;
  const given = command === 'train' ? ['--data', file] : [file];
  const result = await kioku(command, ...given, ...options, '--data-dir', join(folder, 'data'));
  return { ...result, file, folder, said: result.stdout + result.stderr };
}

test('a table that could mean several things is refused with the commands that say which', async () => {
  const stars = table(
    'tweet,stars',
    days.map((day, n) => `said something on ${day},${1 + (n % 5)}`),
  );
  const [refused, texts, trained] = await Promise.all([
    withTable(stars),
    withTable(
      table(
        'title,body',
        days.map((day) => `on ${day},there was a thing on ${day}`),
      ),
    ),
    withTable(stars, 'train'),
  ]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('“stars” beside the texts “tweet” holds numbers, 5 different ones in 20 rows');
  expect(refused.stderr).toContain(`import ${refused.file} --text tweet --label stars`);
  expect(refused.stderr).toContain(`import ${refused.file} --time none --predict stars`);
  expect(texts.stderr).toContain('“title”, “body” hold texts. Which of them is to be read?');
  expect(texts.stderr).toContain(`import ${texts.file} --text body`);
  // Nothing is trained on a guess.
  expect(trained.code).toBe(1);
  expect(trained.stderr).toContain(`train --data ${trained.file} --text tweet --label stars`);
});

test('labels that are numbers or signs are labels where a person says so, or where nothing else is there', async () => {
  const rated = table('review,rating', [...days.map((day, n) => `a thing of ${day},${1 + (n % 3)}`), 'lost,NaN']);
  const [ratings, emoji] = await Promise.all([
    withTable(rated, 'import', '--text', 'review', '--label', 'rating', '--json'),
    withTable(
      table(
        'sentence,emoji',
        days.map((day, n) => `felt so on ${day},${n % 2 === 0 ? '😀' : '😢'}`),
      ),
      'import',
      '--json',
    ),
  ]);
  expect(jsonLines(ratings.stdout)).toMatchObject([
    {
      kind: 'labelled',
      report: {
        classes: [{ label: '1' }, { label: '2' }, { label: '3' }],
        understood: { rowsUsed: 20, rowsDropped: [{ reason: 'no-label', count: 1, places: [{ line: 22 }] }] },
      },
    },
  ]);
  expect(jsonLines(emoji.stdout)).toMatchObject([{ kind: 'labelled', report: { content: { labelColumn: 'emoji' } } }]);
});

test('a cell without a number, a gap and a second row of a time are asked about, with their lines', async () => {
  const values = days.map((day, n) => `${day},${n === 7 ? 'NaN' : n * 1.5}`);
  const gap = days.flatMap((day, n) => (n === 5 || n === 6 ? [] : [`${day},${n}`]));
  const [missing, gaps, twice, both] = await Promise.all([
    withTable(table('t,value', values)),
    withTable(table('t,value', gap)),
    withTable(table('t,value', [...gap.slice(0, 5), `${days[4]},9`])),
    withTable(table('t,value', [...gap.slice(0, 9), `${days[11]},`, ...gap.slice(10)])),
  ]);
  expect(missing.stderr).toContain('1 cell of “value” has no value: line 9 (2024-01-08, “NaN”).');
  expect(missing.stderr).toContain(`import ${missing.file} --time t --predict value --missing interpolate`);
  expect(gaps.stderr).toContain('2 rows in 1 gap, after line 6 (2024-01-05)');
  expect(gaps.stderr).toContain('--time t --predict value --gaps split');
  expect(twice.stderr).toContain('1 row has the time of another: line 7 (2024-01-05).');
  expect(twice.stderr).toContain('--time t --predict value --duplicates mean');
  expect(both.stderr).toContain('--time t --predict value --gaps interpolate --missing interpolate');
  for (const { code } of [missing, gaps, twice, both]) expect(code).toBe(1);
});

test('what was chosen about rows is done, and told with the lines', async () => {
  const rows = days.flatMap((day, n) => (n === 5 ? [] : [`${day},${n === 7 ? 'NaN' : n}`]));
  const { stdout, folder } = await withTable(
    table('t,value', rows),
    'import',
    ...['--name', 'Filled', '--time', 't', '--predict', 'value', '--gaps', 'interpolate', '--missing', 'fill'],
  );
  expect(stdout).toContain('Filled: series');
  expect(stdout).toContain('2024-01-01 to 2024-01-20, every day');
  expect(stdout).toContain('rows used: 20');
  expect(stdout).toContain('1 gap of 1 row, interpolated (line 6)');
  expect(stdout).toContain('1 cell without a value, filled with the value before (line 8)');
  const { stdout: listed } = await kioku('datasets', '--data-dir', join(folder, 'data'));
  expect(listed).toContain('Filled');
});

test('decimal commas, series and plans are understood, and a training says so before it begins', async () => {
  const rows = ['A', 'B'].flatMap((shop) =>
    days.map((day, n) => `${day.split('-').reverse().join('.')};${shop};${n < 15 ? `${n + 1},5` : ''};${n % 4}`),
  );
  const { code, said } = await withTable(
    table('tag;laden;verkauft;preis', rows),
    ...['train', '--predict', 'verkauft', '--known-ahead', 'preis', '--series', 'laden', '--horizon', '2'],
    ...['--max-steps', '1', '--sequence-length', '4'],
  );
  expect(said).toContain('table.csv: forecast “verkauft”');
  expect(said).toMatch(/tag +time +time +2024-01-01 to 2024-01-20, every day/);
  expect(said).toMatch(/preis +known-ahead +number/);
  expect(said).toMatch(/verkauft +predict +number +decimal commas/);
  expect(said).toContain('rows used: 30, and 10 rows of plans after them');
  expect(said).toContain('2 series of 20 rows: A (20), B (20)');
  expect(said).toContain('split: the last');
  expect(said.indexOf('rows used')).toBeLessThan(said.indexOf('Run '));
  expect(code).toBe(0);
});

test('sequences of numbers have one label each, or the series that has several is told', async () => {
  const rows = Array.from(
    { length: 40 },
    (_, n) => `s${n >> 2},${n % 4},${n / 7},${(n >> 2) % 2 === 0 ? 'up' : 'down'}`,
  );
  const options = ['import', '--series', 'id', '--label', 'class', '--read', 'a', '--json'];
  const [good, bad] = await Promise.all([
    withTable(table('id,t,a,class', rows), ...options),
    withTable(table('id,t,a,class', [...rows, 's0,4,9,down']), ...options),
  ]);
  expect(jsonLines(good.stdout)).toMatchObject([
    {
      kind: 'labelled-series',
      report: {
        classes: [
          { label: 'down', count: 5 },
          { label: 'up', count: 5 },
        ],
      },
    },
  ]);
  expect(bad.code).toBe(1);
  expect(bad.stderr).toContain('The series “s0” has the labels “up” and, in line 42, “down”.');
});
