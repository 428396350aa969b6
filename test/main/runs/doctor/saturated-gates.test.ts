import { expect, test } from 'vitest';
import { saturatedGates } from '../../../../src-main/runs/doctor/saturated-gates.ts';
import { factsOf, lookOf } from './facts-of.ts';

const looks = (...saturated: number[]) => saturated.map((share, n) => lookOf({ step: 1 + 100 * n, saturated: share }));

test.each([
  ['gates that decide more and more clearly', { looks: looks(0, 0.3, 0.6, 0.8) }, null],
  ['gates that begin at their ends', { looks: looks(1, 1, 0.8, 0.7) }, 'fault'],
  ['all gates at their ends after training', { looks: looks(0, 0.6, 0.95, 0.97) }, 'fault'],
  ['a branch, which begins with what was learnt', { looks: looks(0.91, 0.9, 0.9, 0.9), beginsAnew: false }, null],
  ['nobody looked', { looks: [] }, null],
] as const)('%s', (_, changes, severity) => {
  expect(saturatedGates(factsOf(changes))?.severity ?? null).toBe(severity);
});
