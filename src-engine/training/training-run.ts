import type { Checkpoint, CheckpointReason, StopPlace } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { EngineEvent, StepMetrics, TrainingEnd } from '../spec/engine-protocol.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { CheckpointPolicy } from '../spec/train-spec.ts';
import { unlessOutOfMemory } from './accumulate-gradients.ts';
import { createCheckpointSchedule, type CheckpointSchedule } from './checkpoint-schedule.ts';
import { describeFailure } from './describe-failure.ts';
import { createInstrumentBudget } from './instrument-budget.ts';
import type { Trainer } from './trainer.ts';

export interface TrainingRunOptions {
  runId: string;
  /** Makes the trainer; what it throws fails the run. */
  open: () => Promise<Trainer>;
  checkpoints: CheckpointPolicy;
  /** The place at which the training stops early, see `TrainingJob`. */
  stopAt?: StopPlace | undefined;
  /** Made when the trainer is there; null where nobody looks. */
  observer?: () => TrainingObserver | null;
  emit: (event: EngineEvent) => void;
  /** Milliseconds from any origin. */
  clock: () => number;
  /** Lets everything else in the thread run; awaited between any two steps. */
  yieldToEventLoop: () => Promise<void>;
}

/** Looks at a training and tells what it sees; an event of null tells nothing. What it takes the time for is not training. */
export interface TrainingObserver {
  epochEnded(trainer: Trainer, epoch: number, interruptible: Interruptible): Promise<EngineEvent | null>;
  /** Comes before the last checkpoint of a training that ends or is stopped, with the parameters that this holds. */
  trainingEnded(trainer: Trainer, interruptible: Interruptible): Promise<EngineEvent | null>;
}

/** A training under way. Requests are answered before the next step, or the next batch of a validation. */
export interface TrainingRun {
  /** Emits a checkpoint and `paused`, and waits. */
  pause(): void;
  /** Emits `resumed` and goes on; takes back a pause that has not begun. */
  resume(): void;
  /** Emits a checkpoint and `ended`. */
  stop(): void;
  requestCheckpoint(): void;
  /** Runs `work` between two steps, or while the run is paused. Rejects where the run ends before, and as `work` does. */
  runBetweenSteps<T>(work: (trainer: Trainer) => Promise<T>): Promise<T>;
  /** Ends without another word. */
  abandon(): void;
  /** Settles, never rejects, when the last event has been emitted. */
  readonly finished: Promise<void>;
}

/** Step metrics are handed on at most this often. */
const STEPS_EVERY_MS = 50;
/** Parameters are stored in single precision by all backends but the reference, which is for tests. */
const bytesPerParameter = 4;
/**
 * A step is looked into this often at first, and later on after every hundredth of the time that the run has taken; and beside that at
 * the first steps, fewer and fewer of them, so that a short run has been looked into too.
 */
const LOOK_EVERY_MS = 2000;
const LOOK_EVERY_SHARE = 0.01;
/** Looks are cheap, but come often where a step takes long; parabolas take about as long as a step. */
const looks = { share: 0.015, inAdvance: 1, firstSteps: 0 };
/** The first steps are left out, since they say little about the rate: the optimizer has hardly gathered anything. */
const parabolas = { share: 0.02, inAdvance: 2, firstSteps: 7 };

/**
 * Trains to the end. Events come in the order `started`, then `steps`, `epoch`, `checkpoint`, `paused` and `resumed` as they happen,
 * with an `insight` now and then, then `ended` or `failed`. A run that ends or is stopped emits a last checkpoint before `ended`; it takes the place of the last
 * epoch's. A run that `maxSteps` ends in mid-epoch reports that epoch as far as it went.
 */
export function startTraining(options: TrainingRunOptions): TrainingRun {
  const { runId, checkpoints, clock } = options;
  let requested: 'run' | 'pause' | 'stop' | 'abandon' = 'run';
  /** Set by `stop` and `abandon`. */
  const cancellation = { aborted: false };
  let isCheckpointWanted = false;
  let wakeUp: () => void = () => undefined;
  let isOver = false;
  const pendingSteps: StepMetrics[] = [];
  let stepsEmittedAt = -Infinity;
  let schedule: CheckpointSchedule | null = null;
  const lookBudget = createInstrumentBudget(looks);
  const parabolaBudget = createInstrumentBudget(parabolas);
  let lookedAtMs = -Infinity;
  let lookedAtStep = 0;
  let pausedAtStep: number | null = null;
  /** The step of the first checkpoint that was handed on. */
  let savedSince = Infinity;
  let opened: Trainer | null = null;
  const pendingWork: { run: (trainer: Trainer) => Promise<void>; reject: () => void }[] = [];

  function request(next: typeof requested): void {
    if (requested === 'abandon' || (requested === 'stop' && next !== 'abandon')) return;
    requested = next;
    cancellation.aborted = next === 'stop' || next === 'abandon';
    wakeUp();
  }

  /** A training whose backend has failed may still be waiting, but has nothing more to say. */
  function emit(event: EngineEvent): void {
    if (!isOver) options.emit(event);
  }

  const isAbandoned = (): boolean => requested === 'abandon';

  function flushSteps(): void {
    if (pendingSteps.length === 0) return;
    const since = opened?.progress.divergingSince;
    emit({
      type: 'steps',
      runId,
      steps: pendingSteps.splice(0),
      ...(since !== undefined && { divergingSince: since }),
    });
    stepsEmittedAt = clock();
  }

  /** Waits for the figures of the last step. It is to be called before anything that looks at a trainer. */
  async function settle(trainer: Trainer): Promise<void> {
    const metrics = await trainer.settle();
    if (metrics !== null) pendingSteps.push(metrics);
  }

  function handOn(reason: CheckpointReason, checkpoint: Checkpoint): void {
    savedSince = Math.min(savedSince, checkpoint.progress.step);
    schedule?.saved(checkpoint);
    emit({ type: 'checkpoint', runId, reason, checkpoint });
  }

  async function emitCheckpoint(trainer: Trainer, reason: CheckpointReason): Promise<void> {
    await settle(trainer);
    flushSteps();
    isCheckpointWanted = false;
    handOn(reason, await trainer.checkpoint());
  }

  /** Hands on a checkpoint that nobody asked for, unless the training may be diverging: it would take the place of a good one. */
  async function emitRegularCheckpoint(trainer: Trainer, reason: 'epoch' | 'interval' | 'best'): Promise<void> {
    await settle(trainer);
    if (trainer.progress.divergingSince === undefined) await emitCheckpoint(trainer, reason);
  }

  /** A run that spans its history begins it with the network as it was drawn. */
  async function emitBeginning(trainer: Trainer, bytes: number): Promise<void> {
    if (trainer.progress.step > 0 || schedule?.savesBeginning(bytes) !== true) return;
    const checkpoint = await trainer.beginning();
    if (checkpoint !== null) handOn('branch', checkpoint);
  }

  /** A run that diverges before anything good was saved leaves what it began with, from where a branch can begin. */
  async function saveBeginning(since: number): Promise<void> {
    if (savedSince <= since - 2 || since < 2) return;
    const checkpoint = await opened?.beginning();
    if (checkpoint) emit({ type: 'checkpoint', runId, reason: 'branch', checkpoint });
  }

  /** Yields to the event loop, then does what was requested meanwhile; a paused run waits here. */
  async function answerRequests(trainer: Trainer): Promise<void> {
    await options.yieldToEventLoop();
    await doPendingWork(trainer);
    if (isCheckpointWanted) await emitCheckpoint(trainer, 'request');
    if (requested === 'pause') await waitWhilePaused(trainer);
  }

  async function waitWhilePaused(trainer: Trainer): Promise<void> {
    await emitCheckpoint(trainer, 'pause');
    emit({ type: 'paused', runId });
    pausedAtStep = trainer.stepCount;
    while (requested === 'pause') {
      if (isCheckpointWanted) await emitCheckpoint(trainer, 'request');
      else if (pendingWork.length > 0) await doPendingWork(trainer);
      else await new Promise<void>((resolve) => (wakeUp = resolve));
    }
    if (requested === 'run') emit({ type: 'resumed', runId });
  }

  async function doPendingWork(trainer: Trainer): Promise<void> {
    if (pendingWork.length > 0) await settle(trainer);
    for (const { run } of pendingWork.splice(0)) await run(trainer);
  }

  async function takeStep(trainer: Trainer): Promise<void> {
    if (requested === 'stop' || isLookDue(trainer)) {
      lookedAtMs = trainer.progress.elapsedMs;
      lookedAtStep = trainer.stepCount + 1;
      await settle(trainer);
      const isLast = requested === 'stop' || trainer.mayEndWithNextStep;
      const before = trainer.progress;
      const instruments = { parabola: isLast || parabolaBudget.allows(before), gradientByLag: isLast };
      const { metrics, insight } = await trainer.lookingStep(instruments);
      (instruments.parabola ? parabolaBudget : lookBudget).spent(before, trainer.progress);
      pendingSteps.push(metrics);
      if (insight !== null) emit({ type: 'insight', runId, insight });
    } else {
      const metrics = await trainer.enqueueStep();
      if (metrics !== null) pendingSteps.push(metrics);
    }
    if (clock() - stepsEmittedAt >= STEPS_EVERY_MS) flushSteps();
    if (trainer.end === null && !trainer.isEpochComplete && isCheckpointDue(trainer)) {
      await emitRegularCheckpoint(trainer, 'interval');
    }
  }

  /** The last step is always looked into, as is each of a training that may be diverging, any of which may be the last. */
  function isLookDue({ progress, stepCount, mayEndWithNextStep }: Trainer): boolean {
    const { elapsedMs, divergingSince } = progress;
    const isTimeUp = elapsedMs - lookedAtMs >= Math.max(LOOK_EVERY_MS, LOOK_EVERY_SHARE * elapsedMs);
    const isDue = isTimeUp && lookBudget.allows(progress);
    return isDue || mayEndWithNextStep || divergingSince !== undefined || isPowerOfTwo(stepCount + 1);
  }

  /** A training that is stopped, unless it is paused, takes one more step, which is looked into, where its last one was not. */
  async function lookOnceMore(trainer: Trainer, firstStep: number): Promise<void> {
    if (requested !== 'stop' || [firstStep, lookedAtStep, pausedAtStep].includes(trainer.stepCount)) return;
    if (!trainer.isEpochComplete && trainer.end === null) await takeStep(trainer);
  }

  function isCheckpointDue({ progress, stepCount }: Trainer): boolean {
    return schedule?.isDue(stepCount, progress.elapsedMs) === true;
  }

  /** Closes an epoch, or measures an unfinished one. Leaves everything as it was where it is aborted. */
  async function endEpoch(trainer: Trainer): Promise<void> {
    await settle(trainer);
    flushSteps();
    const epoch = await trainer.endEpoch({
      signal: cancellation,
      yieldToEventLoop: () => answerRequests(trainer),
    });
    if (epoch === null) return;
    const { breakdown, ...metrics } = epoch;
    emit({ type: 'epoch', runId, epoch: metrics, breakdown });
    await observe((observer, interruptible) => observer.epochEnded(trainer, epoch.epoch, interruptible), cancellation);
    if (trainer.end !== null || isAtStop(trainer)) return;
    if (checkpoints.everyEpoch) await emitRegularCheckpoint(trainer, 'epoch');
    else if (trainer.progress.bestEpoch === epoch.epoch) await emitRegularCheckpoint(trainer, 'best');
  }

  async function observe(
    look: (observer: TrainingObserver, interruptible: Interruptible) => Promise<EngineEvent | null>,
    signal: Interruptible['signal'],
  ): Promise<void> {
    const observer = options.observer?.() ?? null;
    if (observer === null) return;
    const { yieldToEventLoop } = options;
    const event = await unlessOutOfMemory(look(observer, { signal, yieldToEventLoop }));
    if (event !== null) emit(event);
  }

  /** Tells whether the run has reached the place where it is to stop, before its end. */
  function isAtStop({ progress, stepCount }: Trainer): boolean {
    const { stopAt } = options;
    return stopAt !== undefined && (stopAt.unit === 'epochs' ? progress.epoch : stepCount) >= stopAt.count;
  }

  /** Returns null where the run was abandoned. */
  async function train(trainer: Trainer): Promise<TrainingEnd | null> {
    const firstStep = trainer.progress.step;
    schedule = createCheckpointSchedule(checkpoints, trainer.progress);
    emit({ type: 'started', runId, ...trainer.plan });
    await emitBeginning(trainer, trainer.plan.parameterCount * bytesPerParameter);
    for (;;) {
      await answerRequests(trainer);
      if (cancellation.aborted) {
        await lookOnceMore(trainer, firstStep);
        break;
      }
      if (trainer.isEpochComplete) await endEpoch(trainer);
      else if (trainer.end === null && !isAtStop(trainer)) await takeStep(trainer);
      else break;
    }
    if (!isAbandoned()) await settle(trainer);
    if (!cancellation.aborted && trainer.progress.batchInEpoch > 0 && trainer.progress.step > firstStep)
      await endEpoch(trainer);
    if (isAbandoned()) return null;
    return requested === 'stop' ? 'stopped' : (trainer.end ?? 'stopped');
  }

  /** Trains, and tells how it ended. */
  async function trainToEnd(trainer: Trainer): Promise<void> {
    const end = await train(trainer);
    if (end === null) return;
    if (end !== 'stopped') await trainer.restoreBest();
    await observe((observer, interruptible) => observer.trainingEnded(trainer, interruptible), { aborted: false });
    await emitCheckpoint(trainer, end === 'stopped' ? 'stop' : 'finish');
    emit({ type: 'ended', runId, end, progress: trainer.progress });
  }

  async function run(): Promise<void> {
    try {
      await options.yieldToEventLoop();
      const trainer = await options.open();
      opened = trainer;
      const { failure } = trainer.model.backend;
      await Promise.race([trainToEnd(trainer), failure.then((error) => Promise.reject(error))]);
    } catch (error) {
      flushSteps();
      const failure = describeFailure(error);
      // Without it the failure is still to be told.
      if (failure.code === 'diverged') await saveBeginning(Number(failure.details['step'])).catch(() => undefined);
      emit({ type: 'failed', requestId: null, runId, ...failure });
      request('abandon');
    } finally {
      isOver = true;
      for (const { reject } of pendingWork.splice(0)) reject();
    }
  }

  return {
    pause: () => request('pause'),
    resume: () => request('run'),
    stop: () => request('stop'),
    abandon: () => request('abandon'),
    requestCheckpoint() {
      isCheckpointWanted = true;
      wakeUp();
    },
    runBetweenSteps: (work) =>
      new Promise((resolve, reject) => {
        const rejectAsEnded = () =>
          reject(
            new EngineError('invalid-data', 'This run has ended. Look at its checkpoints.', {
              reason: 'no-training-now',
            }),
          );
        if (isOver) return rejectAsEnded();
        pendingWork.push({ run: (trainer) => work(trainer).then(resolve, reject), reject: rejectAsEnded });
        wakeUp();
      }),
    finished: run(),
  };
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
