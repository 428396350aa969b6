import { expect, test } from 'vitest';
import { rateOutsideFound } from '../../../../src-main/runs/doctor/rate-outside-found.ts';
import { factsOf } from './facts-of.ts';

const sgd = (learningRate: number) => ({ optimizer: { type: 'sgd', learningRate } }) as const;

test.each([
  { rate: 0.5, pick: null, divergesAt: null, severity: null },
  { rate: 0.5, pick: 0.4, divergesAt: 8, severity: null },
  { rate: 6, pick: 0.4, divergesAt: 8, severity: null },
  { rate: 9, pick: 0.4, divergesAt: 8, severity: 'warning' },
  { rate: 5, pick: 0.4, divergesAt: null, severity: 'warning' },
  { rate: 0.01, pick: 0.4, divergesAt: 8, severity: 'warning' },
] as const)('a rate of $rate where a search picked $pick and saw divergence at $divergesAt', (given) => {
  const { rate, pick, divergesAt, severity } = given;
  const foundRate = pick === null ? null : { learningRate: pick, divergesAt };
  const found = rateOutsideFound(factsOf({ train: sgd(rate), foundRate }));
  expect(found?.severity ?? null).toBe(severity);
  if (found !== null) expect(found.fix).toEqual({ kind: 'new-run', changes: { train: sgd(0.4) } });
});
