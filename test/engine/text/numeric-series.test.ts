import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src-engine/spec/engine-error.ts';
import { detectDelimiter } from '../../../src-engine/text/csv-rows.ts';
import { columnNames, readNumericSeries, type NumericSeriesOptions } from '../../../src-engine/text/numeric-series.ts';

function read(text: string, options: Partial<NumericSeriesOptions> = {}) {
  const { rows, features, targets } = readNumericSeries(text, {
    delimiter: ',',
    features: ['a'],
    targets: ['b'],
    ...options,
  });
  return { rows, features: [...features.values], targets: [...targets.values] };
}

function failureOf(text: string, options: Partial<NumericSeriesOptions> = {}): string {
  try {
    read(text, options);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    expect((error as EngineError).code).toBe('invalid-data');
    return (error as EngineError).message;
  }
  throw new Error('It was read.');
}

describe('columns', () => {
  test('are chosen by name and come row by row in the order chosen; what other columns hold does not matter', () => {
    const text = 'day,a,b,c\nmon,1,2,3\ntue,-4,+.5,6e2\nwed,7.25,8.,9E-1\n';
    expect(read(text, { features: ['c', 'a'], targets: ['b', 'c'] })).toEqual({
      rows: 3,
      features: [3, 1, 600, -4, 0.9, 7.25],
      targets: [2, 3, 0.5, 600, 8, 0.9],
    });
  });

  test('are called by number where there is no header, which is where the first row has a number', () => {
    expect(columnNames('2020-01-01,5,x', ',')).toEqual(['1', '2', '3']);
    expect(columnNames('date,open,close\n1,2,3', ',')).toEqual(['date', 'open', 'close']);
    expect(read('1,2\n3,4', { features: ['1'], targets: ['2'] })).toEqual({
      rows: 2,
      features: [1, 3],
      targets: [2, 4],
    });
  });

  test('that do not exist, or none at all, are refused in words', () => {
    expect(failureOf('a,b\n1,2', { features: ['A'] })).toBe('There is no column “A”. The columns are a, b.');
    expect(failureOf('a,b\n1,2', { targets: [] })).toMatch(/at least one/);
  });
});

test.each([
  [',', '\u{FEFF}a,b\r\n\r\n1,2\r\n3,4'],
  [';', 'a;b\n1,0;2\n3.0;4'],
  ['\t', ' a \tb\r1\t 2 \r3\t4\r'],
  [',', '"a","b"\n"1","2"\n3,"4"\n\n'],
] as const)('reads tables with %j between the cells, however their lines end', (delimiter, text) => {
  expect(detectDelimiter(text)).toBe(delimiter);
  expect(read(text, { delimiter })).toEqual({ rows: 2, features: [1, 3], targets: [2, 4] });
});

test('a delimiter or a quote within quotes belongs to the cell', () => {
  const text = '"a, ""the first""",b\n1,2';
  expect(columnNames(text, ',')).toEqual(['a, "the first"', 'b']);
  expect(read(text, { features: ['a, "the first"'] })).toMatchObject({ features: [1], targets: [2] });
});

test('a single column is a table too', () => {
  const text = '1.5\n2.5\n';
  expect(detectDelimiter(text)).toBe(',');
  expect(read(text, { features: ['1'], targets: ['1'] })).toEqual({
    rows: 2,
    features: [1.5, 2.5],
    targets: [1.5, 2.5],
  });
});

describe('rows that are not in order are reported with their lines, and nothing is read', () => {
  test('ragged ones', () => {
    expect(failureOf('a,b\n1,2\n\n3\n4,5,6\n7,8')).toBe(
      'The series cannot be read: line 4 has 1 cells, not 2 as the first; line 5 has 3 cells, not 2 as the first. ' +
        'Correct or remove these lines.',
    );
  });

  test.each(['n/a', '', 'NaN', 'Infinity', '0x10', '1e999', '1 000', '1,5'])('the cell “%s”', (cell) => {
    expect(failureOf(`a,b\n1,2\n3,"${cell}"`)).toContain(`line 3 has “${cell}” in column “b”, which is no number`);
  });

  test('many, in few words', () => {
    const text = ['a,b', ...Array.from({ length: 100 }, () => '1,x')].join('\n');
    expect(failureOf(text)).toMatch(/line 2 .*line 6 .*; and 95 more/);
    expect(failureOf(text)).not.toContain('line 7');
  });
});
