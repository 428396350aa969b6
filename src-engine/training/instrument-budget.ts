import type { TrainingProgress } from '../spec/checkpoint-spec.ts';

type Place = Pick<TrainingProgress, 'step' | 'elapsedMs'>;

/** The part of a training's time that one kind of measurement may take, so that all of them together stay within a twentieth. */
interface InstrumentShare {
  share: number;
  /** The number of measurements that are made in advance, so that a short training has some too. */
  inAdvance: number;
  /** The number of steps before the first measurement. */
  firstSteps: number;
}

/** The budget that keeps measurements from slowing a training down. */
export interface InstrumentBudget {
  /** Returns true where a measurement in the step that begins at this place is within the budget. */
  allows(place: Place): boolean;
  /**
   * Records a measurement between these places, before and after its step; its cost is the time by which the step took
   * longer than others.
   */
  spent(before: Place, after: Place): void;
}

export function createInstrumentBudget({ share, inAdvance, firstSteps }: InstrumentShare): InstrumentBudget {
  let count = 0;
  let sumMs = 0;
  let lastMs = 0;
  return {
    allows({ step, elapsedMs }) {
      return step >= firstSteps && (count < inAdvance || sumMs + lastMs <= share * elapsedMs);
    },
    spent(before, after) {
      const stepMs = before.step === 0 ? Infinity : before.elapsedMs / before.step;
      lastMs = Math.max(0, after.elapsedMs - before.elapsedMs - stepMs);
      sumMs += lastMs;
      count++;
    },
  };
}
