import { learningRateFactor } from '../../../../src-engine/schedules/learning-rate-factor.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';

export interface ScheduleCurve {
  totalSteps: number;
  /** Learning rates at evenly spaced steps, the first and the last step among them. */
  rates: number[];
}

/** The learning rate over a whole run. How a plateau will lower it nobody knows before, so there it stays as it is. */
export function scheduleCurve(
  { schedule, optimizer, epochs, maxSteps }: TrainSpec,
  stepsPerEpoch: number,
  points: number,
): ScheduleCurve {
  const totalSteps = Math.max(2, Math.min(maxSteps ?? Infinity, epochs * Math.max(1, stepsPerEpoch)));
  const rates = Array.from({ length: points }, (_, point) => {
    const step = Math.round((point / (points - 1)) * (totalSteps - 1));
    const epoch = Math.floor(step / Math.max(1, stepsPerEpoch));
    return optimizer.learningRate * learningRateFactor(schedule, { step, totalSteps, epoch, plateauFactor: 1 });
  });
  return { totalSteps, rates };
}
