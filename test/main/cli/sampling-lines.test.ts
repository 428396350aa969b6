import { expect, test } from 'vitest';
import { samplingLines } from '../../../src-main/cli/tables/describe-sampling.ts';

test('a training says what it reads of a long table, and nothing where it reads all', () => {
  const reasons = [
    { code: 'season-found' as const, values: { rows: 24, correlation: 0.9 } },
    { code: 'base-latest-rows' as const, values: { column: 'load', rows: 20_000, all: 900_000 } },
    { code: 'epoch-sampled' as const, values: { windows: 20_000, all: 899_904 } },
  ];
  expect(samplingLines({ reasons })).toEqual([
    '  fitted to the last 20,000 of the 900,000 rows that train on “load”',
    '  an epoch reads 20,000 of 899,904 windows, others in each',
  ]);
  expect(samplingLines({ reasons: reasons.slice(0, 1) })).toEqual([]);
  expect(samplingLines(null)).toEqual([]);
});
