import type { Budget, RecipeReason, TrainingCost } from '../spec/recipe-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';

/** Returns the time that a training of so many steps takes. */
interface TrainingTime {
  steps: number;
  seconds: number;
}

export interface FittedTraining extends TrainingTime {
  train: TrainSpec;
  reasons: RecipeReason[];
}

/** The time that a training takes beside its steps: it begins, writes its last checkpoint, and ends. */
const AROUND_MS = 1500;
/** A step in a training tells its figures, which a measured one does not. */
const STEP_OVERHEAD = 1.06;
/** A checkpoint's own time, and that of a thousand parameters in it. */
const CHECKPOINT_MS = { each: 10, thousand: 0.1 };
/** A training of at least so many epochs ends with a whole one; with fewer, that would leave too much of the time. */
const MANY_EPOCHS = 10;
/**
 * A person who has said two minutes is not done in one: so much of the time is used, as long as the data are read at
 * most so many times as often as helps. On soseki-neko the loss is 1.2 % higher after half as many epochs again.
 */
const LEAST_SHARE_OF_TIME = 0.8;
const MOST_STRETCH = 1.5;
const WARM_UP_SHARE = 0.05;
const MOST_WARM_UP_STEPS = 500;
/** Checkpoints that a run leaves on its way. */
const CHECKPOINTS = 20;
/** Share of the epochs that may go by without an improvement: a cosine brings the best of it at the end. */
const PATIENCE_SHARE = 0.4;
const SHORTEST_PATIENCE = 5;
/** Epochs without an improvement until the rate falls, and steps that these have at least; epochs are short where texts are. */
const PLATEAU = { epochs: 2, steps: 300, factor: 0.4 };
/** The training ends when the rate has fallen so often in vain. */
const FALLS_IN_VAIN = 3;
/** Measured so much above the time on a quiet machine, a training is told to take longer while it is so busy. */
const BUSY = 1.25;
/** So many epochs without a limit of time end at last, even if each is a little better than the one before. */
const UNLIMITED_EPOCHS = 1000;

/** Tells what a training takes that runs to its end. */
export function timeOfTraining(train: Pick<TrainSpec, 'epochs' | 'maxSteps'>, cost: TrainingCost): TrainingTime {
  const steps = Math.min(train.epochs * cost.stepsPerEpoch, train.maxSteps ?? Infinity);
  return { steps, seconds: (AROUND_MS + cost.openMs + msOfSteps(steps, cost)) / 1000 };
}

function msOfSteps(steps: number, cost: TrainingCost): number {
  return steps * cost.stepMs * STEP_OVERHEAD + Math.ceil(steps / cost.stepsPerEpoch) * msOfEpochEnd(cost);
}

/** The validation, and the checkpoint that may come after it. */
function msOfEpochEnd({ validationMs, parameterCount }: TrainingCost): number {
  return validationMs + CHECKPOINT_MS.each + (CHECKPOINT_MS.thousand * parameterCount) / 1000;
}

/** The most steps that fit into so many milliseconds, with a validation after each epoch and at the end; whole epochs where they are many. */
function stepsInTime(ms: number, cost: TrainingCost): number {
  const { stepMs, stepsPerEpoch } = cost;
  const epochs = ms / msOfSteps(stepsPerEpoch, cost);
  const whole = Math.floor(epochs);
  if (whole >= MANY_EPOCHS) return whole * stepsPerEpoch;
  const left = ms - msOfSteps(whole * stepsPerEpoch, cost) - msOfEpochEnd(cost);
  return whole * stepsPerEpoch + Math.max(0, Math.floor(left / (stepMs * STEP_OVERHEAD)));
}

/** Returns the steps that the data suggest, or somewhat more where these would leave much of the time. */
function stretched({ byData, inTime, stepsPerEpoch }: Record<'byData' | 'inTime' | 'stepsPerEpoch', number>): number {
  const least = stepsPerEpoch * Math.ceil((LEAST_SHARE_OF_TIME * inTime) / stepsPerEpoch);
  return least <= MOST_STRETCH * byData ? Math.max(byData, least) : byData;
}

/**
 * Says how many steps a training has, so that it takes the time of the budget on the machine on which its cost was
 * measured, and how the learning rate goes over them; less where that would be far more than `mostEpochs`, which are
 * enough. All of it is stored with the run, so that it can be repeated.
 */
export function fitSteps(
  train: TrainSpec,
  { cost, budget, mostEpochs }: { cost: TrainingCost; budget: Budget; mostEpochs: number },
): FittedTraining {
  const isWatched = train.validationFraction > 0;
  // Without anything held back nobody would see that it learns no more.
  if (budget.kind === 'as-long-as-it-learns' && isWatched) {
    const { train: open, earlyStopping, reason } = withoutEnd(train, cost);
    const time = timeOfTraining({ epochs: Math.max(mostEpochs, earlyStopping + 1), maxSteps: null }, cost);
    return { ...time, train: open, reasons: [reason, ...busyReasons(cost)] };
  }
  const reasons: RecipeReason[] = [];
  const { stepsPerEpoch } = cost;
  const inTime = budget.kind === 'time' ? stepsInTime(budget.seconds * 1000 - AROUND_MS - cost.openMs, cost) : Infinity;
  const byData = mostEpochs * stepsPerEpoch;
  const steps = Math.max(1, Math.min(inTime, stretched({ byData, inTime, stepsPerEpoch })));
  const epochs = Math.ceil(steps / stepsPerEpoch);
  reasons.push({
    key: byData < inTime ? 'epochs-by-data' : 'epochs-by-time',
    values: { epochs: steps / stepsPerEpoch, steps, ...(budget.kind === 'time' && { seconds: budget.seconds }) },
  });
  const warmupSteps = warmupOf(steps);
  const patience = Math.max(SHORTEST_PATIENCE, Math.ceil(PATIENCE_SHARE * epochs));
  if (isWatched) reasons.push({ key: 'restores-best', values: { patience } });
  const fitted: TrainSpec = {
    ...train,
    epochs,
    maxSteps: steps % stepsPerEpoch === 0 ? null : steps,
    schedule: { type: 'cosine', warmupSteps, finalFactor: 0 },
    earlyStopping: isWatched ? { patience, minDelta: 0, restoreBest: true, judgesEnd: true } : null,
    checkpoints: checkpointsOf(train, { steps, epochs }),
  };
  reasons.push({ key: 'schedule', values: { warmupSteps, steps } }, ...busyReasons(cost));
  return { ...timeOfTraining(fitted, cost), train: fitted, reasons };
}

/** The rate stays until the validation loss does not fall any more, then falls with it, until that does not help either. */
function withoutEnd(
  train: TrainSpec,
  { stepsPerEpoch }: TrainingCost,
): { train: TrainSpec; earlyStopping: number; reason: RecipeReason } {
  const { epochs, steps, factor } = PLATEAU;
  const patience = Math.max(epochs, Math.ceil(steps / stepsPerEpoch));
  const earlyStopping = FALLS_IN_VAIN * (patience + 1);
  const warmupSteps = Math.min(MOST_WARM_UP_STEPS, stepsPerEpoch);
  return {
    train: {
      ...train,
      epochs: UNLIMITED_EPOCHS,
      maxSteps: null,
      schedule: { type: 'reduce-on-plateau', warmupSteps, patience, factor, minDelta: 0 },
      earlyStopping: { patience: earlyStopping, minDelta: 0, restoreBest: true },
      checkpoints: { ...train.checkpoints, everyEpoch: false, everySteps: null },
    },
    earlyStopping,
    reason: { key: 'until-it-stops-learning', values: { patience, factor, earlyStopping } },
  };
}

/** Returns the steps in which the rate of a training of so many steps rises, before it falls like a cosine. */
export function warmupOf(steps: number): number {
  return Math.min(MOST_WARM_UP_STEPS, Math.ceil(WARM_UP_SHARE * steps));
}

function busyReasons({ slowdown }: TrainingCost): RecipeReason[] {
  return slowdown > BUSY ? [{ key: 'busy-machine', values: { slowdown } }] : [];
}

/** One after each epoch, unless these are many; then, and where an epoch is long, some on the way. */
function checkpointsOf(
  { checkpoints }: TrainSpec,
  { steps, epochs }: { steps: number; epochs: number },
): TrainSpec['checkpoints'] {
  const everyEpoch = epochs <= CHECKPOINTS;
  const isEnough = everyEpoch && 2 * epochs >= CHECKPOINTS;
  return { ...checkpoints, everyEpoch, everySteps: isEnough ? null : Math.ceil(steps / CHECKPOINTS) };
}
