import type { RecipeReason } from '../spec/recipe-spec.ts';
import type { EarlyStoppingSpec, TrainSpec } from '../spec/train-spec.ts';

interface SettledTraining {
  /** The training that the reasons were given for. */
  chosen: TrainSpec;
  /** The training as it will be, with what a person has decided. */
  settled: TrainSpec;
  /** The optimizer steps of the settled training. */
  steps: number;
}

/** Returns the reasons that are still true, with the numbers of the settled training, where a person has decided some settings. */
export function settledReasons(reasons: readonly RecipeReason[], training: SettledTraining): RecipeReason[] {
  return reasons.flatMap((reason) => settledReason(reason, training) ?? []);
}

/** Returns null for what is not so any more. */
function settledReason(reason: RecipeReason, { chosen, settled, steps }: SettledTraining): RecipeReason | null {
  const { schedule, earlyStopping } = settled;
  const isAsChosen = (...keys: (keyof TrainSpec)[]): boolean =>
    keys.every((key) => JSON.stringify(chosen[key]) === JSON.stringify(settled[key]));
  switch (reason.key) {
    case 'rate':
      return isAsChosen('optimizer') ? reason : null;
    case 'small-batches':
      return isAsChosen('batchSize', 'sequenceLength') ? reason : null;
    case 'epochs-by-time':
    case 'epochs-by-data':
      return isAsChosen('epochs', 'maxSteps') ? reason : null;
    case 'schedule':
      return { key: reason.key, values: { warmupSteps: schedule.warmupSteps, steps } };
    case 'restores-best':
    case 'keeps-best':
      return earlyStopping && watchReason(earlyStopping, settled.epochs);
    case 'until-it-stops-learning':
      return earlyStopping && { key: reason.key, values: { ...reason.values, earlyStopping: earlyStopping.patience } };
    default:
      return reason;
  }
}

/** A training that is over before it could have waited long enough may still put the best epoch's weights back at its end. */
function watchReason({ patience, judgesEnd }: EarlyStoppingSpec, epochs: number): RecipeReason | null {
  if (patience + 1 < epochs) return { key: 'restores-best', values: { patience } };
  return judgesEnd === true ? { key: 'keeps-best', values: {} } : null;
}
