import { expect, test } from 'vitest';
import { deadUnits } from '../../../../src-main/runs/doctor/dead-units.ts';
import { factsOf, lookOf } from './facts-of.ts';

test.each([
  ['no unit', 0, null],
  ['an eighth of the units, as of a healthy relu layer', 0.125, null],
  ['a third of the units', 0.34, 'warning'],
  ['most units', 0.8, 'fault'],
] as const)('%s dead', (_, dead, severity) => {
  expect(deadUnits(factsOf({ looks: [lookOf({ dead })] }))?.severity ?? null).toBe(severity);
});

test('says nothing of a run of an older studio, which did not look at units', () => {
  expect(deadUnits(factsOf({ looks: [{ ...lookOf(), units: undefined }] }))).toBeNull();
});
