import type { TrainingProgress } from '../spec/checkpoint-spec.ts';
import type { EarlyStoppingSpec, ScheduleSpec } from '../spec/train-spec.ts';
import { observeLoss } from './patience.ts';

/** The verdict of the rules that watch the validation loss on an epoch. */
export type EpochVerdict = Pick<
  TrainingProgress,
  'bestValidationLoss' | 'bestEpoch' | 'earlyStopping' | 'plateau' | 'plateauFactor'
>;

/** The state of those rules after `epoch` (from 1) ended with this validation loss. */
export function observeEpoch(
  before: EpochVerdict,
  epoch: number,
  validationLoss: number,
  rules: { schedule: ScheduleSpec; earlyStopping: EarlyStoppingSpec | null },
): EpochVerdict {
  const isBest = before.bestValidationLoss === null || validationLoss < before.bestValidationLoss;
  return {
    bestValidationLoss: isBest ? validationLoss : before.bestValidationLoss,
    bestEpoch: isBest ? epoch : before.bestEpoch,
    earlyStopping: observeLoss(before.earlyStopping, validationLoss, rules.earlyStopping?.minDelta ?? 0),
    ...reduceOnPlateau(before, validationLoss, rules.schedule),
  };
}

/** true once as many epochs as early stopping has patience for went by without an improvement. */
export function isOutOfPatience(progress: EpochVerdict, earlyStopping: EarlyStoppingSpec | null): boolean {
  return earlyStopping !== null && progress.earlyStopping.epochsWithoutImprovement >= earlyStopping.patience;
}

/** Tells whether one more epoch without an improvement would be as many as early stopping has patience for. */
export function mayRunOutOfPatience(progress: EpochVerdict, earlyStopping: EarlyStoppingSpec | null): boolean {
  return earlyStopping !== null && progress.earlyStopping.epochsWithoutImprovement + 1 >= earlyStopping.patience;
}

/** Works as PyTorch's ReduceLROnPlateau: after more than `patience` epochs without improvement the factor falls and the count begins anew. */
function reduceOnPlateau(
  before: EpochVerdict,
  validationLoss: number,
  schedule: ScheduleSpec,
): Pick<TrainingProgress, 'plateau' | 'plateauFactor'> {
  if (schedule.type !== 'reduce-on-plateau') return { plateau: before.plateau, plateauFactor: before.plateauFactor };
  const plateau = observeLoss(before.plateau, validationLoss, schedule.minDelta);
  return plateau.epochsWithoutImprovement <= schedule.patience
    ? { plateau, plateauFactor: before.plateauFactor }
    : {
        plateau: { reference: plateau.reference, epochsWithoutImprovement: 0 },
        plateauFactor: before.plateauFactor * schedule.factor,
      };
}
