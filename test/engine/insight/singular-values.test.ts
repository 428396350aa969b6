import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { singularValues } from '../../../src-engine/insight/singular-values.ts';

interface Golden {
  cases: { name: string; rows: number; columns: number; matrix: number[]; singularValues: number[] }[];
}
const golden = JSON.parse(readFileSync('test/golden/singular-values.json', 'utf8')) as Golden;

test.each(golden.cases)(
  "$name: the singular values are LAPACK's",
  ({ matrix, rows, columns, singularValues: expected }) => {
    const actual = singularValues(matrix, rows, columns);
    expect(actual.length).toBe(expected.length);
    const error = Math.max(...expected.map((value, n) => Math.abs(value - actual[n]!)));
    expect(error / expected[0]!).toBeLessThan(1e-13);
  },
);

test('a kernel of zeros has singular values of zero', () => {
  expect([...singularValues(new Float32Array(6), 2, 3)]).toEqual([0, 0]);
});

test('a kernel that has diverged is refused', () => {
  expect(() => singularValues([1, Number.NaN], 1, 2)).toThrow(RangeError);
});
