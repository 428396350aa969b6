import { OutOfMemoryError } from '../backends/backend.ts';
import type { Backend } from '../backends/backend.ts';
import { readTensors, storedParameters, writeTensors } from '../checkpoint/stored-tensors.ts';
import { measureUpdates } from '../insight/parameter-updates.ts';
import { measureSaturation } from '../insight/saturation.ts';
import { createModel } from '../models/create-model.ts';
import type { Model } from '../models/model.ts';
import { validateTraining } from '../models/validate-training.ts';
import { createOptimizer } from '../optimizers/optimizer.ts';
import { learningRateFactor } from '../schedules/learning-rate-factor.ts';
import { isOutOfPatience, observeEpoch } from '../schedules/observe-epoch.ts';
import type { Checkpoint, TrainingProgress } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { Breakdown } from '../spec/evaluation-spec.ts';
import type { EpochMetrics, Evaluation, StepMetrics, TrainingEnd, TrainingPlan } from '../spec/engine-protocol.ts';
import type { Saturation, StepInsight } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { realSteps } from './batch-source.ts';
import type { TrainingData } from './batch-source.ts';
import { beforeRestore, createBestParameters } from './best-parameters.ts';
import { DIVERGENCE_PATIENCE, divergedError, divergenceRule, isBeyondNumbers } from './divergence.ts';
import { evaluate, mean } from './evaluate.ts';
import { initialProgress } from './initial-progress.ts';
import { createPassSet } from './pass-set.ts';
import { createThroughput } from './throughput.ts';

export interface TrainerOptions {
  backend: Backend;
  model: ModelSpec;
  train: TrainSpec;
  data: TrainingData;
  /**
   * The checkpoint to go on from, bit for bit on the same backend; null for the beginning. Recurrent states may be missing where an epoch
   * begins, and the optimizer's tensors where it begins anew.
   */
  resumeFrom: Checkpoint | null;
  /** Milliseconds from any origin. */
  clock: () => number;
  /** Is called after each layer of a step, since a step may take long and comes back to the event loop at its end. */
  onLayer?: () => void;
}

/**
 * Trains one model, one call a step. Everything random is a function of (seed, step), so a trainer made from another's checkpoint
 * does exactly what that one would have done.
 */
export interface Trainer {
  /** Its parameters are those of the last step. */
  readonly model: Model;
  readonly plan: TrainingPlan;
  readonly progress: Readonly<TrainingProgress>;
  /** `true` means that all batches of the epoch are used, and `endEpoch` comes before the next step. */
  readonly isEpochComplete: boolean;
  /** The run's outcome; null while there is a step to do or an epoch to close. */
  readonly end: Exclude<TrainingEnd, 'stopped'> | null;
  /**
   * One optimizer step. Throws EngineError `diverged` when the loss, its perplexity or the gradient is not finite, and when the loss
   * has been too high for many steps in a row.
   */
  step(): Promise<StepMetrics>;
  /**
   * The same step to the last bit, with a look at what it does to the parameters and at the gates of its first batch. null where
   * memory for the look is lacking.
   */
  lookingStep(): Promise<{ metrics: StepMetrics; insight: StepInsight | null }>;
  /**
   * Validates and, if the epoch is complete, closes it; in mid-epoch it only measures and changes nothing. Yields between
   * batches; null, with nothing changed, where it was aborted. Throws EngineError `diverged` when the validation loss or its perplexity
   * is not finite, and when the run is at its end while its losses are too high.
   */
  endEpoch(interruptible: Interruptible): Promise<EpochMeasurement | null>;
  checkpoint(): Promise<Checkpoint>;
  /** The parameters with which the run began, whatever has become of them; null where they came from a checkpoint. */
  beginning(): Promise<Checkpoint | null>;
  /** Puts back the parameters of the best epoch, if early stopping asks for that. A checkpoint still knows those of the last step. */
  restoreBest(): Promise<void>;
}

/** An epoch's metrics, and what the scores of its validation came from. */
export interface EpochMeasurement extends EpochMetrics {
  breakdown: Breakdown | null;
}

/**
 * Plans all memory of the run. Throws EngineError `invalid-model`, `invalid-training`, or `invalid-checkpoint` for one of another model or text, and
 * OutOfMemoryError.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { backend, model: spec, train, data, resumeFrom, clock } = options;
  const { training, validation } = data;
  if (resumeFrom === null) requireValidTraining(spec, train, validation);
  const accumulation = train.gradientAccumulation;
  const model = createModel(backend, spec, options.onLayer);
  const optimizer = createOptimizer(model, train.optimizer);
  const trainingPasses = createPassSet(model, training, {
    training: true,
    classWeights: train.classWeights,
    labelSmoothing: taskFacts[spec.task].loss === 'squared-error' ? 0 : (train.labelSmoothing ?? 0),
  });
  const validationPasses =
    validation && createPassSet(model, validation, { training: false, classWeights: train.classWeights });
  const metrics = backend.tensor([3]);
  const parameters = storedParameters(model);
  const states = training.carriesState ? trainingPasses.passes.flatMap((pass) => pass.states) : [];
  const stored = [
    ...parameters,
    ...optimizer.slots,
    ...states.map(({ name, value }) => ({ name: `state/${name}`, value })),
  ];
  const keepsBest = train.earlyStopping?.restoreBest ?? false;
  const best = createBestParameters(backend, parameters, keepsBest ? resumeFrom : null);
  const throughput = createThroughput();
  /** The sums of the present epoch, as far as this trainer did it. */
  let epochTokens = 0;
  let epochMs = 0;

  const divergence = divergenceRule(spec, data.zeroLoss ?? 1);
  let progress = initialProgress;
  if (resumeFrom === null) model.initialize(train.seed);
  else {
    progress = resumeFrom.progress;
    requireSameEpochs(progress, training.count, accumulation);
    const given = new Set(resumeFrom.tensors.map(({ name }) => name));
    const needed = stored.filter(({ name }) => given.has(name) || !beginsAnew(name, progress));
    writeTensors(backend, beforeRestore(resumeFrom.tensors), needed);
    optimizer.stepCount = progress.step - (progress.optimizerSince ?? 0);
  }

  const stepsPerEpoch = Math.ceil(training.count / accumulation);
  // From here on: epochs that are over may have had another number of steps, in a run that this one branched off from.
  const stepsAhead = (train.epochs - progress.epoch) * stepsPerEpoch - Math.ceil(progress.batchInEpoch / accumulation);
  const totalSteps = Math.min(progress.step + stepsAhead, train.maxSteps ?? Infinity);
  const shape = training.shapes[training.shapes.length - 1];
  const plan: TrainingPlan = {
    backend: backend.name,
    threads: backend.threads,
    stepsPerEpoch,
    totalSteps,
    parameterCount: parameters.reduce((sum, { value }) => sum + value.size, 0),
    tokensPerStep: shape.batch * shape.steps * Math.min(accumulation, training.count),
    memoryBytes: backend.allocatedBytes,
  };

  async function step(): Promise<StepMetrics> {
    return (await advance(false)).metrics;
  }

  async function advance(isLooking: boolean): Promise<{ metrics: StepMetrics; insight: StepInsight | null }> {
    const begin = clock();
    const first = progress.batchInEpoch;
    const batches = Array.from({ length: Math.min(accumulation, training.count - first) }, (_, n) =>
      training.batch(progress.epoch, first + n),
    );
    model.zeroGradients(batches.flatMap(({ input }) => ('ids' in input ? [input.ids] : [])));
    backend.fill(metrics, 0);
    const weight = batches.reduce((sum, batch) => sum + batch.weight, 0);
    let saturation: Promise<Saturation[] | null> = Promise.resolve(null);
    batches.forEach((batch, n) => {
      const pass = trainingPasses.load(first + n, batch);
      pass.forward({ seed: train.seed, step: progress.step * accumulation + n });
      if (isLooking && n === 0) saturation = unlessOutOfMemory(measureSaturation(backend, pass));
      pass.backward(mean(1, weight), metrics);
      if (training.carriesState) pass.carryState();
    });
    const [lossSum, weightSum] = await backend.read(metrics);
    const loss = mean(lossSum, weightSum);
    const divergingSince = judge(loss);

    const learningRate = train.optimizer.learningRate * learningRateFactor(train.schedule, { ...progress, totalSteps });
    const update = (): void => optimizer.step({ learningRate, clip: train.clip, l2: train.l2 });
    const updates = isLooking ? await unlessOutOfMemory(measureUpdates(model, update)) : null;
    if (updates === null) update();
    const [gradientNorm] = await backend.read(optimizer.gradientNorm);
    if (!Number.isFinite(gradientNorm)) {
      // The loss was the last thing that the network before this step gave.
      const step = progress.step + 1;
      throw divergedError('the gradient is no longer a finite number', { step, since: divergingSince ?? step + 1 });
    }

    const elapsed = clock() - begin;
    const tokens = batches.reduce((sum, batch) => sum + realSteps(batch), 0);
    epochTokens += tokens;
    epochMs += elapsed;
    progress = {
      ...withoutDivergence(progress),
      ...(divergingSince !== null && { divergingSince }),
      step: progress.step + 1,
      batchInEpoch: first + batches.length,
      elapsedMs: progress.elapsedMs + elapsed,
      epochLossSum: progress.epochLossSum + lossSum,
      epochTokenCount: progress.epochTokenCount + weightSum,
    };
    const stepMetrics: StepMetrics = {
      step: progress.step,
      epoch: progress.epoch + 1,
      loss,
      gradientNorm,
      learningRate,
      tokensPerSecond: throughput.add(tokens, elapsed),
      elapsedMs: progress.elapsedMs,
    };
    const gates = await saturation;
    const insight = updates === null || gates === null ? null : { step: progress.step, updates, saturation: gates };
    return { metrics: stepMetrics, insight };
  }

  /** Returns null when it was aborted half-way. The time for which it yields does not count as training. */
  async function validate({ signal, yieldToEventLoop }: Interruptible): Promise<Evaluation | null> {
    if (validation === null || validationPasses === null) return null;
    let begin = clock();
    let elapsed = 0;
    const evaluation = await evaluate(backend, validation, validationPasses, metrics, data.createScorer ?? null, {
      signal,
      async yieldToEventLoop() {
        elapsed += clock() - begin;
        await yieldToEventLoop();
        begin = clock();
      },
    });
    if (evaluation === null) return null;
    if (isBeyondNumbers(evaluation.loss, divergence)) {
      const since = progress.divergingSince ?? progress.step + 1;
      throw divergedError(tooHigh('validation loss', evaluation.loss), { step: progress.step, since });
    }
    progress = { ...progress, elapsedMs: progress.elapsedMs + elapsed + clock() - begin };
    return evaluation;
  }

  /** The first step of the series of high losses that goes on with this loss of the next step; null: it is not too high. */
  function judge(loss: number): number | null {
    const step = progress.step + 1;
    const since = progress.divergingSince ?? step;
    const isOver = isBeyondNumbers(loss, divergence);
    if (!isOver && loss <= divergence.limit) return null;
    if (isOver || step - since + 1 >= DIVERGENCE_PATIENCE) throw divergedError(tooHigh('loss', loss), { step, since });
    return since;
  }

  function tooHigh(what: string, loss: number): string {
    if (!Number.isFinite(loss)) return `the ${what} is no longer a finite number`;
    return `the ${what} is ${loss.toPrecision(3)}, far above the ${divergence.limit.toPrecision(3)} that it may reach`;
  }

  /** A run that is too short for the patience with high losses has diverged where half of its steps, and the last ones, were too high. */
  function requireGoodEnd(): void {
    const { step, divergingSince: since } = progress;
    if (since === undefined || step < totalSteps) return;
    if (step - since + 1 < Math.min(DIVERGENCE_PATIENCE, totalSteps / 2)) return;
    throw divergedError(`it ended with losses above the ${divergence.limit.toPrecision(3)} that they may reach`, {
      step,
      since,
    });
  }

  async function endEpoch(interruptible: Interruptible): Promise<EpochMeasurement | null> {
    requireGoodEnd();
    const evaluation = await validate(interruptible);
    if (evaluation === null && validation !== null) return null;
    const epochMetrics: EpochMeasurement = {
      epoch: progress.epoch + 1,
      step: progress.step,
      trainLoss: mean(progress.epochLossSum, progress.epochTokenCount),
      validationLoss: evaluation?.loss ?? null,
      validationAccuracy: evaluation?.accuracy ?? null,
      validationScores: evaluation?.scores ?? {},
      breakdown: evaluation?.breakdown ?? null,
      tokensPerSecond: epochMs === 0 ? 0 : (1000 * epochTokens) / epochMs,
      elapsedMs: progress.elapsedMs,
    };
    if (isEpochComplete()) await closeEpoch(epochMetrics);
    return epochMetrics;
  }

  async function closeEpoch({ epoch, validationLoss }: EpochMetrics): Promise<void> {
    const verdict = validationLoss === null ? {} : observeEpoch(progress, epoch, validationLoss, train);
    progress = { ...progress, ...verdict, epoch, batchInEpoch: 0, epochLossSum: 0, epochTokenCount: 0 };
    epochTokens = 0;
    epochMs = 0;
    if (keepsBest && progress.bestEpoch === epoch) await best.keep();
  }

  function isEpochComplete(): boolean {
    return progress.batchInEpoch === training.count;
  }

  return {
    model,
    plan,
    get progress() {
      return progress;
    },
    get isEpochComplete() {
      return isEpochComplete();
    },
    get end() {
      if (isEpochComplete()) return null;
      if (isOutOfPatience(progress, train.earlyStopping)) return 'early-stopped';
      return progress.epoch >= train.epochs || progress.step >= totalSteps ? 'finished' : null;
    },
    step,
    lookingStep: () => advance(true),
    endEpoch,
    async checkpoint() {
      const tensors = await readTensors(backend, stored).catch((error: unknown) => {
        if (!(error instanceof EngineError)) throw error;
        const { step, divergingSince } = progress;
        throw divergedError('the parameters are no longer finite', { step, since: divergingSince ?? step + 1 });
      });
      return { progress, tensors: [...tensors, ...best.tensors] };
    },
    async beginning() {
      if (resumeFrom !== null) return null;
      model.initialize(train.seed);
      return { progress: { ...initialProgress, optimizerSince: 0 }, tensors: await readTensors(backend, parameters) };
    },
    restoreBest: best.restore,
  };
}

/** Tensors that a checkpoint need not have: nothing has been gathered in them. */
function beginsAnew(name: string, { step, optimizerSince, batchInEpoch }: TrainingProgress): boolean {
  return (
    (name.startsWith('optimizer/') && optimizerSince === step) || (name.startsWith('state/') && batchInEpoch === 0)
  );
}

/** A share to hold back may round to nothing, which shows here alone. */
function requireValidTraining(model: ModelSpec, train: TrainSpec, validation: TrainingData['validation']): void {
  const [problem] = validateTraining(model, validation === null ? { ...train, validationFraction: 0 } : train);
  if (problem !== undefined) throw new EngineError('invalid-training', problem.message, problem.details);
}

function requireSameEpochs({ batchInEpoch }: TrainingProgress, count: number, accumulation: number): void {
  if (batchInEpoch === count || (batchInEpoch < count && batchInEpoch % accumulation === 0)) return;
  throw new EngineError(
    'invalid-checkpoint',
    'The checkpoint belongs to another text, or to other batch settings: its place in the epoch does not exist here.',
  );
}

/** Returns the progress of a training whose loss is in bounds. */
function withoutDivergence(progress: TrainingProgress): TrainingProgress {
  const healthy = { ...progress };
  delete healthy.divergingSince;
  return healthy;
}

/** null where memory for it is lacking, of which it has then taken none. */
async function unlessOutOfMemory<T>(look: Promise<T>): Promise<T | null> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof OutOfMemoryError) return null;
    throw error;
  }
}
