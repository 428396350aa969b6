import { describe, expect, test } from 'vitest';
import { isOutOfPatience, observeEpoch, type EpochVerdict } from '../../../src-engine/schedules/observe-epoch.ts';
import { initialPatience } from '../../../src-engine/schedules/patience.ts';
import type { EarlyStoppingSpec, ScheduleSpec } from '../../../src-engine/spec/train-spec.ts';

const fresh: EpochVerdict = {
  bestValidationLoss: null,
  bestEpoch: null,
  earlyStopping: initialPatience,
  plateau: initialPatience,
  plateauFactor: 1,
};
const constant: ScheduleSpec = { type: 'constant', warmupSteps: 0 };

/** The state after each of these validation losses. */
function observeAll(losses: number[], schedule: ScheduleSpec, earlyStopping: EarlyStoppingSpec | null): EpochVerdict[] {
  const states: EpochVerdict[] = [];
  losses.reduce((state, loss, index) => {
    const next = observeEpoch(state, index + 1, loss, { schedule, earlyStopping });
    states.push(next);
    return next;
  }, fresh);
  return states;
}

describe('early stopping', () => {
  test('ends after `patience` epochs without an improvement', () => {
    const rule = { patience: 2, minDelta: 0, restoreBest: true };
    const states = observeAll([3, 2, 2.5, 1.9, 1.9, 2], constant, rule);
    expect(states.map((state) => isOutOfPatience(state, rule))).toEqual([false, false, false, false, false, true]);
    expect(states[5]).toMatchObject({ bestValidationLoss: 1.9, bestEpoch: 4 });
  });

  test('improvements smaller than minDelta count only once they add up, but the best epoch is still known', () => {
    const rule = { patience: 3, minDelta: 0.1, restoreBest: true };
    const states = observeAll([2, 1.94, 1.88, 1.83, 1.8, 1.79], constant, rule);
    expect(states.map((state) => state.earlyStopping.epochsWithoutImprovement)).toEqual([0, 1, 0, 1, 2, 3]);
    expect(states.map((state) => isOutOfPatience(state, rule)).indexOf(true)).toBe(5);
    expect(states[5]).toMatchObject({ bestValidationLoss: 1.79, bestEpoch: 6 });
  });

  test('without a rule nothing ends', () => {
    expect(isOutOfPatience(observeAll([1, 2, 3, 4], constant, null)[3], null)).toBe(false);
  });
});

describe('reduce on plateau', () => {
  test('cuts after more than `patience` bad epochs and begins counting anew', () => {
    const schedule: ScheduleSpec = {
      type: 'reduce-on-plateau',
      warmupSteps: 0,
      patience: 1,
      factor: 0.5,
      minDelta: 0.05,
    };
    // bad epochs counted:          0  1  2→cut  1     2→cut 0
    const states = observeAll([2, 2, 1.96, 1.97, 1.99, 1.5], schedule, null);
    expect(states.map((state) => state.plateauFactor)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25]);
    expect(states[5].plateau).toEqual({ reference: 1.5, epochsWithoutImprovement: 0 });
  });
});
