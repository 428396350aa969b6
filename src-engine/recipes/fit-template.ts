import type { Budget, RecipeReasonKey, TrainingCost } from '../spec/recipe-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { fitSteps } from './fit-steps.ts';
import type { FittedTraining } from './fit-steps.ts';

/** A template's epochs are those of data of usual size; so many times as many are enough for all others. */
const MOST_TIMES = 4;

/** The reasons of settings that a template's own take the place of. */
const replaced: RecipeReasonKey[] = ['schedule', 'restores-best', 'until-it-stops-learning'];

/**
 * Says how many epochs a template's training has, so that it takes the time of the budget. Rules by which it ends early
 * and its schedule stay where it has them, since they were chosen for its task.
 */
export function fitTemplate(
  train: TrainSpec,
  { budget, cost }: { budget: Budget; cost: TrainingCost },
): FittedTraining {
  const mostEpochs = MOST_TIMES * train.epochs;
  const fitted = fitSteps(train, { budget, cost, mostEpochs });
  if (train.earlyStopping === null) return fitted;
  const { earlyStopping, schedule } = train;
  const reasons = fitted.reasons.filter(({ key }) => !replaced.includes(key));
  reasons.push({ key: 'restores-best', values: { patience: earlyStopping.patience } });
  return { ...fitted, reasons, train: { ...fitted.train, earlyStopping, schedule } };
}
