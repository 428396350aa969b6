import type { Backend } from '../backends/backend.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainingCost } from '../spec/recipe-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import type { BatchSource, TrainingData } from './batch-source.ts';
import { evaluate } from './evaluate.ts';
import { createPassSet } from './pass-set.ts';
import { beginningOf } from './source-beginning.ts';
import { createTrainer } from './trainer.ts';
import type { Trainer } from './trainer.ts';

/** The time that something took, and the time that it would have taken with the processor to itself. */
export interface Elapsed {
  wallMs: number;
  quietMs: number;
}

interface MeasuredTraining {
  backend: Backend;
  model: ModelSpec;
  train: TrainSpec;
  data: TrainingData;
  /** The measurement takes about as long as this, and longer where a few steps take longer. */
  forMs: number;
  /** Begins to take time. The function that it returns tells the time since then. */
  startWatch: () => () => Elapsed;
  /** Milliseconds from any origin. */
  clock: () => number;
  /** Is called after each layer of a step. */
  onLayer?: () => void;
}

/** The first steps are slower than those that follow. */
const FEWEST_STEPS = 2;
const WARM_UP_SHARE = 0.25;
const VALIDATION_SHARE = 0.15;
/** Rows that go on from one another are read more than once, see `evaluate`. */
const ROUNDS = 1.3;
/** A measurement ends when it has had so much of its time to itself, and after so many times its time whatever it had. */
const ENOUGH = 0.6;
const LONGEST = 4;
/** So small that the weights stay as they are, whatever the rate that was asked for would do to them. */
const NO_RATE = 1e-9;

/**
 * Takes some steps of a training, and reads some of what it holds back, to tell what the whole would take. Nothing of
 * it is kept. Resolves with null where it was aborted. Throws as `createTrainer` does.
 */
export async function measureTraining(
  { backend, model, train, data, forMs, startWatch, clock, onLayer }: MeasuredTraining,
  interruptible: Interruptible,
): Promise<Omit<TrainingCost, 'openMs'> | null> {
  const trainer = createTrainer({
    backend,
    model,
    train: { ...train, ...withoutEnd, optimizer: { ...train.optimizer, learningRate: NO_RATE } },
    data: { ...data, validation: null },
    resumeFrom: null,
    clock,
    ...(onLayer !== undefined && { onLayer }),
  });
  const timing = { startWatch, clock, interruptible };
  const warmUp = await timeSteps(trainer, WARM_UP_SHARE * forMs, timing);
  const step = warmUp && (await timeSteps(trainer, (1 - WARM_UP_SHARE) * forMs, timing));
  if (step === null) return null;
  const { stepsPerEpoch, tokensPerStep, parameterCount } = trainer.plan;
  const cost = {
    stepMs: step.quietMs,
    stepsPerEpoch,
    tokensPerStep,
    parameterCount,
    slowdown: step.wallMs / step.quietMs,
  };
  if (data.validation === null) return { ...cost, validationMs: 0 };
  // A pass forward takes about a third of a step.
  const tokens = (VALIDATION_SHARE * forMs * 3 * tokensPerStep) / step.wallMs;
  const validationMs = await timeValidation(trainer, data.validation, tokens, timing);
  return validationMs === null ? null : { ...cost, validationMs };
}

/** A training that is measured must not end before the time is over. */
const withoutEnd = { epochs: 1_000_000, maxSteps: null, earlyStopping: null } as const;

type Timing = Pick<MeasuredTraining, 'startWatch' | 'clock'> & { interruptible: Interruptible };

/** Takes steps for so long. Resolves with the mean time of one; null where it was aborted. */
async function timeSteps(
  trainer: Trainer,
  ms: number,
  { startWatch, clock, interruptible }: Timing,
): Promise<Elapsed | null> {
  const elapsed = startWatch();
  const began = clock();
  // Other programs may have the processor: so long a time would then be a few steps, which tell little.
  const isEnough = (): boolean => {
    const passed = clock() - began;
    return passed >= LONGEST * ms || (passed >= ms && elapsed().quietMs >= ENOUGH * ms);
  };
  let steps = 0;
  while (steps < FEWEST_STEPS || !isEnough()) {
    await interruptible.yieldToEventLoop();
    if (interruptible.signal.aborted) return null;
    if (trainer.isEpochComplete) await trainer.endEpoch(interruptible);
    await trainer.step();
    steps++;
  }
  const { wallMs, quietMs } = elapsed();
  return { wallMs: wallMs / steps, quietMs: quietMs / steps };
}

/** Reads about so many tokens of what is held back. Resolves with the time of a whole validation; null where it was aborted. */
async function timeValidation(
  { model }: Trainer,
  validation: BatchSource,
  tokens: number,
  { startWatch, interruptible }: Timing,
): Promise<number | null> {
  const source = beginningOf(validation, tokens);
  const passes = createPassSet(model, source, { training: false, classWeights: null });
  const metrics = model.backend.tensor([3]);
  const elapsed = startWatch();
  if ((await evaluate(model.backend, source, passes, metrics, null, interruptible)) === null) return null;
  const isWhole = source === validation;
  const rounds = !isWhole && (validation.warmUp ?? 0) > 0 ? ROUNDS : 1;
  return (elapsed().quietMs * rounds * validation.count) / source.count;
}
