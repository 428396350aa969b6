import { expect, test } from 'vitest';
import { createInstrumentBudget } from '../../../src-engine/training/instrument-budget.ts';

test('a training has two measurements soon, and then gives them a fiftieth of its time', () => {
  const budget = createInstrumentBudget({ share: 0.02, inAdvance: 2, firstSteps: 7 });
  const stepMs = 10;
  let elapsedMs = 0;
  const measured: number[] = [];
  for (let step = 0; step < 5000; step++) {
    const before = { step, elapsedMs };
    const isMeasured = budget.allows(before);
    elapsedMs += isMeasured ? 3 * stepMs : stepMs;
    if (!isMeasured) continue;
    measured.push(step + 1);
    budget.spent(before, { step: step + 1, elapsedMs });
  }
  expect(measured.slice(0, 2)).toEqual([8, 9]);
  expect(measured[2]).toBeGreaterThan(200);
  expect(measured.length * 2 * stepMs).toBeLessThan(0.021 * elapsedMs);
  expect(measured.length).toBeGreaterThan(40);
});
