import type { CheckpointReason } from '../spec/checkpoint-spec.ts';
import { EngineError } from '../spec/engine-error.ts';
import type { EngineEvent, StepMetrics, TrainingEnd } from '../spec/engine-protocol.ts';
import type { CheckpointPolicy } from '../spec/train-spec.ts';
import { describeFailure } from './describe-failure.ts';
import type { Trainer } from './trainer.ts';

export interface TrainingRunOptions {
  runId: string;
  /** Makes the trainer; what it throws fails the run. */
  open: () => Promise<Trainer>;
  checkpoints: CheckpointPolicy;
  emit: (event: EngineEvent) => void;
  /** Milliseconds from any origin. */
  clock: () => number;
  /** Lets everything else in the process have its turn; awaited between any two steps. */
  yieldToHost: () => Promise<void>;
}

/** A training under way. Wishes are fulfilled before the next step, or the next batch of a validation. */
export interface TrainingRun {
  /** Emits a checkpoint and `paused`, and waits. */
  pause(): void;
  /** Emits `resumed` and goes on; takes back a pause that has not begun. */
  resume(): void;
  /** Emits a checkpoint and `ended`. */
  stop(): void;
  requestCheckpoint(): void;
  /** Lets `visit` look at the trainer between two steps, or while it waits. Rejects where the run ends before, and as `visit` does. */
  visit<T>(visit: (trainer: Trainer) => Promise<T>): Promise<T>;
  /** Ends without another word. */
  abandon(): void;
  /** Settles, never rejects, when the last event has been emitted. */
  readonly finished: Promise<void>;
}

/** Step metrics are handed on at most this often. */
const STEPS_EVERY_MS = 50;
/** A step is looked into this often at first, and later on after every hundredth of the time that the run has taken. */
const LOOK_EVERY_MS = 2000;
const LOOK_EVERY_SHARE = 0.01;

/**
 * Trains to the end. Events come in the order `started`, then `steps`, `epoch`, `checkpoint`, `paused` and `resumed` as they happen,
 * with an `insight` now and then, then `ended` or `failed`. A run that ends or is stopped emits a last checkpoint before `ended`; it takes the place of the last
 * epoch's. A run that `maxSteps` ends in mid-epoch reports that epoch as far as it went.
 */
export function startTraining(options: TrainingRunOptions): TrainingRun {
  const { runId, checkpoints, emit, clock } = options;
  let wish: 'run' | 'pause' | 'stop' | 'abandon' = 'run';
  let isCheckpointWanted = false;
  let wakeUp: () => void = () => undefined;
  let isOver = false;
  const pendingSteps: StepMetrics[] = [];
  let stepsEmittedAt = -Infinity;
  let checkpointedAtMs = 0;
  let lookedAtMs = -Infinity;
  const visits: { receive: (trainer: Trainer) => Promise<void>; turnAway: () => void }[] = [];

  function express(next: typeof wish): void {
    if (wish === 'abandon' || (wish === 'stop' && next !== 'abandon')) return;
    wish = next;
    wakeUp();
  }

  function flushSteps(): void {
    if (pendingSteps.length === 0) return;
    emit({ type: 'steps', runId, steps: pendingSteps.splice(0) });
    stepsEmittedAt = clock();
  }

  async function emitCheckpoint(trainer: Trainer, reason: CheckpointReason): Promise<void> {
    flushSteps();
    isCheckpointWanted = false;
    checkpointedAtMs = trainer.progress.elapsedMs;
    emit({ type: 'checkpoint', runId, reason, checkpoint: await trainer.checkpoint() });
  }

  /** Gives others their turn and fulfils wishes. `false` means that the run is to end. */
  async function goOn(trainer: Trainer): Promise<boolean> {
    await options.yieldToHost();
    await receiveVisits(trainer);
    if (isCheckpointWanted) await emitCheckpoint(trainer, 'request');
    if (wish === 'pause') await waitWhilePaused(trainer);
    return wish === 'run';
  }

  async function waitWhilePaused(trainer: Trainer): Promise<void> {
    await emitCheckpoint(trainer, 'pause');
    emit({ type: 'paused', runId });
    while (wish === 'pause') {
      if (isCheckpointWanted) await emitCheckpoint(trainer, 'request');
      else if (visits.length > 0) await receiveVisits(trainer);
      else await new Promise<void>((resolve) => (wakeUp = resolve));
    }
    if (wish === 'run') emit({ type: 'resumed', runId });
  }

  async function receiveVisits(trainer: Trainer): Promise<void> {
    for (const { receive } of visits.splice(0)) await receive(trainer);
  }

  async function takeStep(trainer: Trainer): Promise<void> {
    const { elapsedMs } = trainer.progress;
    if (elapsedMs - lookedAtMs >= Math.max(LOOK_EVERY_MS, LOOK_EVERY_SHARE * elapsedMs)) {
      lookedAtMs = elapsedMs;
      const { metrics, insight } = await trainer.lookingStep();
      pendingSteps.push(metrics);
      if (insight !== null) emit({ type: 'insight', runId, insight });
    } else pendingSteps.push(await trainer.step());
    if (clock() - stepsEmittedAt >= STEPS_EVERY_MS) flushSteps();
    if (trainer.end === null && !trainer.isEpochComplete && isIntervalOver(trainer)) {
      await emitCheckpoint(trainer, 'interval');
    }
  }

  function isIntervalOver({ progress }: Trainer): boolean {
    const { everySteps, everyMinutes } = checkpoints;
    return (
      (everySteps !== null && progress.step % everySteps === 0) ||
      (everyMinutes !== null && progress.elapsedMs - checkpointedAtMs >= everyMinutes * 60_000)
    );
  }

  /** Closes an epoch, or measures an unfinished one; interrupted, it leaves everything as it was. */
  async function endEpoch(trainer: Trainer): Promise<void> {
    flushSteps();
    const epoch = await trainer.endEpoch(() => goOn(trainer));
    if (epoch === null) return;
    emit({ type: 'epoch', runId, epoch });
    if (trainer.end !== null) return;
    if (checkpoints.everyEpoch) await emitCheckpoint(trainer, 'epoch');
    else if (trainer.progress.bestEpoch === epoch.epoch) await emitCheckpoint(trainer, 'best');
  }

  /** `null` means abandoned. */
  async function train(trainer: Trainer): Promise<TrainingEnd | null> {
    const firstStep = trainer.progress.step;
    checkpointedAtMs = trainer.progress.elapsedMs;
    emit({ type: 'started', runId, ...trainer.plan });
    while (await goOn(trainer)) {
      if (trainer.isEpochComplete) await endEpoch(trainer);
      else if (trainer.end === null) await takeStep(trainer);
      else break;
    }
    if (wish === 'run' && trainer.progress.batchInEpoch > 0 && trainer.progress.step > firstStep)
      await endEpoch(trainer);
    if (wish === 'abandon') return null;
    return wish === 'stop' ? 'stopped' : trainer.end;
  }

  async function run(): Promise<void> {
    try {
      await options.yieldToHost();
      const trainer = await options.open();
      const end = await train(trainer);
      if (end === null) return;
      if (end !== 'stopped') await trainer.restoreBest();
      await emitCheckpoint(trainer, end === 'stopped' ? 'stop' : 'finish');
      emit({ type: 'ended', runId, end, progress: trainer.progress });
    } catch (error) {
      flushSteps();
      emit({ type: 'failed', requestId: null, runId, ...describeFailure(error) });
    } finally {
      isOver = true;
      for (const { turnAway } of visits.splice(0)) turnAway();
    }
  }

  return {
    pause: () => express('pause'),
    resume: () => express('run'),
    stop: () => express('stop'),
    abandon: () => express('abandon'),
    requestCheckpoint() {
      isCheckpointWanted = true;
      wakeUp();
    },
    visit: (visit) =>
      new Promise((resolve, reject) => {
        const turnAway = () =>
          reject(
            new EngineError('invalid-data', 'This run has ended. Look at its checkpoints.', {
              reason: 'no-training-now',
            }),
          );
        if (isOver) return turnAway();
        visits.push({ receive: (trainer) => visit(trainer).then(resolve, reject), turnAway });
        wakeUp();
      }),
    finished: run(),
  };
}
