import { expect, test } from 'vitest';
import { bpttTooShort } from '../../../../src-main/runs/doctor/bptt-too-short.ts';
import { classifier, factsOf, measuredOf } from './facts-of.ts';

test.each([
  { length: 2, dependency: 13, severity: 'fault' },
  { length: 3, dependency: 4, severity: 'fault' },
  { length: 8, dependency: 13, severity: null },
  { length: 8, dependency: 60, severity: 'warning' },
  { length: 16, dependency: 60, severity: null },
  { length: 2, dependency: 0, severity: null },
  { length: 2, dependency: null, severity: 'fault' },
  { length: 12, dependency: null, severity: null },
] as const)('reading $length tokens of a text that depends on $dependency', ({ length, dependency, severity }) => {
  const measured = dependency === null ? null : measuredOf({ dependency });
  const found = bpttTooShort(factsOf({ train: { sequenceLength: length }, data: { measured } }));
  expect(found?.severity ?? null).toBe(severity);
});

test('a classifier reads texts and no pieces of one', () => {
  expect(bpttTooShort(factsOf({ model: classifier, train: { sequenceLength: 2 } }))).toBeNull();
});

test('reads longer pieces with as many tokens a step', () => {
  const found = bpttTooShort(factsOf({ train: { sequenceLength: 2, batchSize: 128 } }));
  expect(found?.fix).toEqual({ kind: 'new-run', changes: { train: { sequenceLength: 32, batchSize: 8 } } });
});
