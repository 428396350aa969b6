import type { ScheduleSpec } from '../spec/train-spec.ts';

/** The place of the next optimizer step in a run. */
export interface SchedulePosition {
  /** Optimizer steps done before this one. */
  step: number;
  /** Optimizer steps of the whole run. */
  totalSteps: number;
  /** Epochs finished. */
  epoch: number;
  /** The factor that reduce-on-plateau has reached. */
  plateauFactor: number;
}

/**
 * Returns the factor on the optimizer's learning rate at the next step: warm-up × schedule.
 *
 * Warm-up rises in a straight line, (step + 1) / warmupSteps, and reaches 1 at the last of its steps. The cosine (Loshchilov &
 * Hutter 2017, without restarts) falls from 1, after the warm-up, to `finalFactor` at the end of the run.
 */
export function learningRateFactor(schedule: ScheduleSpec, position: SchedulePosition): number {
  const warmup = Math.min(1, (position.step + 1) / Math.max(1, schedule.warmupSteps));
  return warmup * scheduleFactor(schedule, position);
}

function scheduleFactor(schedule: ScheduleSpec, { step, totalSteps, epoch, plateauFactor }: SchedulePosition): number {
  switch (schedule.type) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(epoch / schedule.everyEpochs);
    case 'exponential':
      return schedule.decayPerEpoch ** epoch;
    case 'cosine': {
      const steps = Math.max(1, totalSteps - schedule.warmupSteps);
      const done = Math.min(1, Math.max(0, step - schedule.warmupSteps) / steps);
      return schedule.finalFactor + (1 - schedule.finalFactor) * 0.5 * (1 + Math.cos(Math.PI * done));
    }
    case 'reduce-on-plateau':
      return plateauFactor;
  }
}
