import type { TrainingProgress } from '../spec/checkpoint-spec.ts';

/** Measuring takes this share of a training's time in the long run; with what other looks take, it stays within a twentieth. */
const SHARE = 0.02;
/** So many measurements are made in advance, so that a short training has some too. */
const IN_ADVANCE = 2;
/** Steps before the first measurement: they say little of the rate, since the optimizer has hardly gathered anything. */
const FIRST_STEPS = 7;

type Place = Pick<TrainingProgress, 'step' | 'elapsedMs'>;

/** Keeps what takes as long as steps do from slowing a training down. */
export interface InstrumentBudget {
  /** Returns true where a measurement in the step that begins at this place is within the budget. */
  allows(place: Place): boolean;
  /** Takes the places before and after a step with a measurement, which costs what the step took longer than others. */
  spent(before: Place, after: Place): void;
}

export function createInstrumentBudget(): InstrumentBudget {
  let count = 0;
  let sumMs = 0;
  let lastMs = 0;
  return {
    allows({ step, elapsedMs }) {
      return step >= FIRST_STEPS && (count < IN_ADVANCE || sumMs + lastMs <= SHARE * elapsedMs);
    },
    spent(before, after) {
      const stepMs = before.step === 0 ? 0 : before.elapsedMs / before.step;
      lastMs = Math.max(0, after.elapsedMs - before.elapsedMs - stepMs);
      sumMs += lastMs;
      count++;
    },
  };
}
