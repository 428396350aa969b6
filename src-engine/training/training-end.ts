import { isOutOfPatience, mayRunOutOfPatience } from '../schedules/observe-epoch.ts';
import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { TrainingEnd } from '../spec/engine-protocol.ts';
import type { TrainSpec } from '../spec/train-spec.ts';

interface Planned {
  train: TrainSpec;
  totalSteps: number;
}

/** Returns how a training ends at this place, which is not the end of an epoch that is still to be closed; null where it goes on. */
export function endAt(place: TrainingProgress, { train, totalSteps }: Planned): Exclude<TrainingEnd, 'stopped'> | null {
  if (isOutOfPatience(place, train.earlyStopping)) return 'early-stopped';
  return place.epoch >= train.epochs || place.step >= totalSteps ? 'finished' : null;
}

/** Tells whether the step that begins at this place is the last one, or closes an epoch after which the patience may be out. */
export function mayEndWithNextStep(
  place: TrainingProgress,
  { train, totalSteps, stepsPerEpoch }: Planned & { stepsPerEpoch: number },
): boolean {
  if (place.step + 1 >= totalSteps) return true;
  const closesEpoch = place.batchInEpoch / train.gradientAccumulation + 1 >= stepsPerEpoch;
  return closesEpoch && mayRunOutOfPatience(place, train.earlyStopping);
}
