import type { Backend } from '../backends/backend.ts';
import { readTensors } from '../checkpoint/stored-tensors.ts';
import { createModel } from '../models/create-model.ts';
import type { Model } from '../models/model.ts';
import { createOptimizer, type Optimizer } from '../optimizers/optimizer.ts';
import { learningRateFactor } from '../schedules/learning-rate-factor.ts';
import { observeEpoch } from '../schedules/observe-epoch.ts';
import type { Checkpoint, TrainingProgress } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { Breakdown } from '../spec/evaluation-spec.ts';
import type { EpochMetrics, Evaluation, StepMetrics, TrainingEnd, TrainingPlan } from '../spec/engine-protocol.ts';
import type { StepInsight } from '../spec/insight-spec.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { ModelSpec } from '../spec/model-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { realSteps, type TrainingData } from './batch-source.ts';
import { createBestParameters, type BestParameters } from './best-parameters.ts';
import { createDivergenceWatch, withDivergence } from './divergence-watch.ts';
import type { DivergenceWatch } from './divergence-watch.ts';
import { divergenceRule } from './divergence.ts';
import { evaluate, mean } from './evaluate.ts';
import { initialProgress } from './initial-progress.ts';
import type { PassSet } from './pass-set.ts';
import { requireValidTraining } from './require-valid-training.ts';
import { createStepLook } from './step-look.ts';
import type { Instruments, StepLook } from './step-look.ts';
import { rehearse, type RehearseStep } from './rehearsal.ts';
import { createThroughput } from './throughput.ts';
import { planPasses } from './training-passes.ts';
import { createStepTaker, type StepTaker, type TakenStep } from './training-step.ts';
import { endAt, mayEndWithNextStep } from './training-end.ts';
import { planTraining, requireSameEpochs } from './training-plan.ts';
import { restoreTensors, trainingTensors } from './training-tensors.ts';
import type { TrainingTensors } from './training-tensors.ts';

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
  /** The progress of the run up to the last step whose figures have been told. */
  readonly progress: Readonly<TrainingProgress>;
  /** The number of steps that were taken, including one whose figures are still to come. */
  readonly stepCount: number;
  /** `true` means that all batches of the epoch are used, and `endEpoch` comes before the next step. */
  readonly isEpochComplete: boolean;
  /** `true` means that the next step is the last one, or closes an epoch after which the run may be out of patience. */
  readonly mayEndWithNextStep: boolean;
  /** The run's outcome; null while there is a step to do or an epoch to close. */
  readonly end: Exclude<TrainingEnd, 'stopped'> | null;
  /**
   * Does one optimizer step and resolves with its figures. Throws EngineError `diverged` when the loss, its perplexity
   * or the gradient is not finite, and when the loss has been too high for many steps in a row.
   */
  step(): Promise<StepMetrics>;
  /**
   * Does one optimizer step. On a backend with a queue, which must not run empty, it waits only for the figures of the
   * step before. It resolves with these, or with null when they have been told already, and throws the error that
   * `step` would have thrown for them. On any other backend it does the same as `step`.
   */
  enqueueStep(): Promise<StepMetrics | null>;
  /**
   * Waits for the figures of the last step; resolves with null when they have been told already. After `enqueueStep`
   * nothing but another `enqueueStep` may come before it.
   */
  settle(): Promise<StepMetrics | null>;
  /**
   * Takes the same step as `step` to the last bit, with a look at its effect on the parameters and on the loss, and at
   * the units of its first batch. The look is null when there is no memory for it.
   */
  lookingStep(instruments?: Instruments): Promise<{ metrics: StepMetrics; insight: StepInsight | null }>;
  /**
   * Lets `work` take steps from here at learning rates of its own, and restores everything afterwards: see `rehearse`.
   */
  rehearse<T>(work: (step: RehearseStep) => Promise<T>): Promise<T>;
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

/** An epoch's metrics, and the breakdown behind the scores of its validation. */
interface EpochMeasurement extends EpochMetrics {
  breakdown: Breakdown | null;
}

/**
 * Plans all memory of the run. Throws EngineError `invalid-model`, `invalid-training`, or `invalid-checkpoint`; and OutOfMemoryError.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { model, train, data, resumeFrom } = options;
  if (resumeFrom === null) requireValidTraining({ model, train, validation: data.validation });
  return new StepwiseTrainer(options);
}

/** An optimizer step whose figures are still to be read. */
interface EnqueuedStep extends TakenStep {
  learningRate: number;
  elapsedMs: number;
}

class StepwiseTrainer implements Trainer {
  readonly model: Model;
  readonly plan: TrainingPlan;
  readonly #options: TrainerOptions;
  readonly #optimizer: Optimizer;
  readonly #validationPasses: PassSet | null;
  readonly #steps: StepTaker;
  readonly #tensors: TrainingTensors;
  readonly #best: BestParameters;
  readonly #keepsBest: boolean;
  readonly #divergence: DivergenceWatch;
  readonly #throughput = createThroughput();
  #progress: TrainingProgress;
  #enqueued: EnqueuedStep | null = null;
  /** The sums of the present epoch, as far as this trainer did it. */
  #epoch = { tokens: 0, ms: 0 };

  constructor(options: TrainerOptions) {
    const { backend, model: spec, train, data, resumeFrom } = options;
    const { training } = data;
    this.#options = options;
    this.model = createModel(backend, spec, options.onLayer);
    this.#optimizer = createOptimizer(this.model, train.optimizer);
    const [passes, validationPasses] = planPasses(this.model, options);
    this.#validationPasses = validationPasses;
    const parts = { model: this.model, optimizer: this.#optimizer, passes, source: training };
    this.#steps = createStepTaker({ ...parts, train });
    this.#tensors = trainingTensors(this.model, this.#optimizer, training.carriesState ? passes : null);
    const { parameters } = this.#tensors;
    this.#keepsBest = train.earlyStopping?.restoreBest ?? false;
    this.#best = createBestParameters(backend, parameters, this.#keepsBest ? resumeFrom : null);
    this.#divergence = createDivergenceWatch(divergenceRule(spec, data.zeroLoss ?? 1));
    this.#progress = this.#begin();
    const parameterCount = parameters.reduce((sum, { value }) => sum + value.size, 0);
    this.plan = planTraining({ backend, train, training, progress: this.#progress, parameterCount });
  }

  /** Writes the first parameters, or those of the checkpoint with all that belongs to them. */
  #begin(): TrainingProgress {
    const { backend, train, data, resumeFrom } = this.#options;
    if (resumeFrom === null) {
      this.model.initialize(train.seed);
      return initialProgress;
    }
    requireSameEpochs(resumeFrom.progress, data.training, train);
    restoreTensors(backend, this.#tensors, this.#optimizer, resumeFrom);
    return resumeFrom.progress;
  }

  get progress(): TrainingProgress {
    return this.#progress;
  }

  get stepCount(): number {
    return this.#place.step;
  }

  get isEpochComplete(): boolean {
    return this.#place.batchInEpoch === this.#options.data.training.count;
  }

  /** The place at which the next step begins, whether or not the figures of the last one are there. */
  get #place(): TrainingProgress {
    const progress = this.#progress;
    if (this.#enqueued === null) return progress;
    const batchInEpoch = progress.batchInEpoch + this.#enqueued.batches.length;
    return { ...progress, step: progress.step + 1, batchInEpoch };
  }

  get end(): Exclude<TrainingEnd, 'stopped'> | null {
    return this.isEpochComplete ? null : endAt(this.#place, { train: this.#options.train, ...this.plan });
  }

  get mayEndWithNextStep(): boolean {
    return mayEndWithNextStep(this.#place, { train: this.#options.train, ...this.plan });
  }

  async step(): Promise<StepMetrics> {
    return this.#stepAlone(null);
  }

  async lookingStep(instruments: Instruments = { parabola: true, gradientByLag: true }) {
    const { train } = this.#options;
    const place = this.#place;
    const batches = this.#steps.batchesAt(place);
    const random = { seed: train.seed, step: place.step * train.gradientAccumulation };
    const look = createStepLook({ model: this.model, train, instruments, batches, random });
    try {
      const metrics = await this.#stepAlone(look);
      return { metrics, insight: await look.finish(metrics) };
    } finally {
      look.dispose();
    }
  }

  async enqueueStep(): Promise<StepMetrics | null> {
    if (!this.#options.backend.isQueued) return this.step();
    const begin = this.#options.clock();
    const enqueued = await this.#enqueue(null);
    const before = await this.settle();
    this.#enqueued = { ...enqueued, elapsedMs: this.#options.clock() - begin };
    return before;
  }

  async settle(): Promise<StepMetrics | null> {
    if (this.#enqueued === null) return null;
    const enqueued = this.#enqueued;
    const [lossSum, weightSum, , gradientNorm] = await enqueued.figures;
    this.#enqueued = null;
    const loss = mean(lossSum, weightSum);
    const divergingSince = this.#divergence.judge(this.#progress, loss);
    this.#divergence.requireFiniteGradient(this.#progress, gradientNorm, divergingSince);
    const tokensPerSecond = this.#count(enqueued, { lossSum, weightSum, divergingSince });
    const { step, epoch, elapsedMs } = this.#progress;
    const { learningRate } = enqueued;
    return { step, epoch: epoch + 1, loss, gradientNorm, learningRate, tokensPerSecond, elapsedMs };
  }

  async #stepAlone(look: StepLook | null): Promise<StepMetrics> {
    this.#requireSettled();
    const begin = this.#options.clock();
    const enqueued = await this.#enqueue(look);
    await enqueued.figures;
    this.#enqueued = { ...enqueued, elapsedMs: this.#options.clock() - begin };
    const metrics = await this.settle();
    if (metrics === null) throw new Error('A step that was taken has figures.');
    return metrics;
  }

  /** Computes a step and requests its figures. */
  async #enqueue(look: StepLook | null): Promise<Omit<EnqueuedStep, 'elapsedMs'>> {
    const place = this.#place;
    const learningRate = this.#learningRate(place);
    return { ...(await this.#steps.take({ place, learningRate, look })), learningRate };
  }

  #requireSettled(): void {
    if (this.#enqueued !== null) throw new Error('The figures of the last step come first.');
  }

  #learningRate(place: TrainingProgress): number {
    const { optimizer, schedule } = this.#options.train;
    return optimizer.learningRate * learningRateFactor(schedule, { ...place, totalSteps: this.plan.totalSteps });
  }

  /** Adds a step to the progress. Returns the tokens a second. */
  #count(
    { batches, elapsedMs }: EnqueuedStep,
    { lossSum, weightSum, divergingSince }: { lossSum: number; weightSum: number; divergingSince: number | null },
  ): number {
    const tokens = batches.reduce((sum, batch) => sum + realSteps(batch), 0);
    this.#epoch.tokens += tokens;
    this.#epoch.ms += elapsedMs;
    const before = this.#progress;
    this.#progress = {
      ...withDivergence(before, divergingSince),
      step: before.step + 1,
      batchInEpoch: before.batchInEpoch + batches.length,
      elapsedMs: before.elapsedMs + elapsedMs,
      epochLossSum: before.epochLossSum + lossSum,
      epochTokenCount: before.epochTokenCount + weightSum,
    };
    return this.#throughput.add(tokens, elapsedMs);
  }

  rehearse<T>(work: (step: RehearseStep) => Promise<T>): Promise<T> {
    this.#requireSettled();
    const { train, data } = this.#options;
    const { all: tensors } = this.#tensors;
    const training = { place: this.#place, batchesInEpoch: data.training.count, steps: this.#steps };
    return rehearse({ model: this.model, train, optimizer: this.#optimizer, tensors, ...training }, work);
  }

  async endEpoch(interruptible: Interruptible): Promise<EpochMeasurement | null> {
    this.#requireSettled();
    this.#divergence.requireGoodEnd(this.#progress, this.plan.totalSteps);
    const evaluation = await this.#validate(interruptible);
    if (evaluation === null && this.#validationPasses !== null) return null;
    const { epoch, step, epochLossSum, epochTokenCount, elapsedMs } = this.#progress;
    const measurement: EpochMeasurement = {
      epoch: epoch + 1,
      step,
      trainLoss: mean(epochLossSum, epochTokenCount),
      validationLoss: evaluation?.loss ?? null,
      validationAccuracy: evaluation?.accuracy ?? null,
      validationScores: evaluation?.scores ?? {},
      breakdown: evaluation?.breakdown ?? null,
      tokensPerSecond: this.#epoch.ms === 0 ? 0 : (1000 * this.#epoch.tokens) / this.#epoch.ms,
      elapsedMs,
    };
    if (this.isEpochComplete) await this.#closeEpoch(measurement);
    else if (this.end === 'finished' && this.#options.train.earlyStopping?.judgesEnd === true)
      await this.#judgeEnd(measurement);
    return measurement;
  }

  /** Returns null when it was aborted half-way. The time for which it yields does not count as training. */
  async #validate({ signal, yieldToEventLoop }: Interruptible): Promise<Evaluation | null> {
    const { backend, data, clock } = this.#options;
    if (data.validation === null || this.#validationPasses === null) return null;
    let begin = clock();
    let elapsed = 0;
    const passes = this.#validationPasses;
    const evaluation = await evaluate(
      backend,
      data.validation,
      passes,
      this.#steps.metrics,
      data.createScorer ?? null,
      {
        signal,
        async yieldToEventLoop() {
          elapsed += clock() - begin;
          await yieldToEventLoop();
          begin = clock();
        },
      },
    );
    if (evaluation === null) return null;
    this.#divergence.requireFiniteValidation(this.#progress, evaluation.loss);
    this.#progress = { ...this.#progress, elapsedMs: this.#progress.elapsedMs + elapsed + clock() - begin };
    return evaluation;
  }

  async #closeEpoch({ epoch, validationLoss }: EpochMetrics): Promise<void> {
    const before = this.#progress;
    const verdict = validationLoss === null ? {} : observeEpoch(before, epoch, validationLoss, this.#options.train);
    this.#progress = { ...before, ...verdict, epoch, batchInEpoch: 0, epochLossSum: 0, epochTokenCount: 0 };
    this.#epoch = { tokens: 0, ms: 0 };
    if (this.#keepsBest && this.#progress.bestEpoch === epoch) await this.#best.keep();
  }

  /** The epoch stays unfinished, so that the run can be extended. Only the best is judged: patience counts whole epochs. */
  async #judgeEnd({ epoch, validationLoss }: EpochMetrics): Promise<void> {
    if (validationLoss === null) return;
    const { bestValidationLoss, bestEpoch } = observeEpoch(this.#progress, epoch, validationLoss, this.#options.train);
    this.#progress = { ...this.#progress, bestValidationLoss, bestEpoch };
    if (this.#keepsBest && bestEpoch === epoch) await this.#best.keep();
  }

  async checkpoint(): Promise<Checkpoint> {
    this.#requireSettled();
    const tensors = await readTensors(this.#options.backend, this.#tensors.all).catch((error: unknown) => {
      throw error instanceof EngineError ? this.#divergence.parametersError(this.#progress) : error;
    });
    return { progress: this.#progress, tensors: [...tensors, ...this.#best.tensors] };
  }

  async beginning(): Promise<Checkpoint | null> {
    const { backend, train, resumeFrom } = this.#options;
    if (resumeFrom !== null) return null;
    this.model.initialize(train.seed);
    const tensors = await readTensors(backend, this.#tensors.parameters);
    return { progress: { ...initialProgress, optimizerSince: 0 }, tensors };
  }

  restoreBest(): Promise<void> {
    return this.#best.restore();
  }
}
