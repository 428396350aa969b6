import { randomUUID } from 'node:crypto';
import type { Checkpoint, CheckpointReason, TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import type {
  EpochMetrics,
  StepMetrics,
  TextUnits,
  TrainingEnd,
  TrainingPlan,
} from '../../../src-engine/spec/engine-protocol.ts';
import type { Breakdown } from '../../../src-engine/spec/evaluation-spec.ts';
import type { ValidationForecast } from '../../../src-engine/spec/forecast-job.ts';
import type { StepInsight } from '../../../src-engine/spec/insight-spec.ts';
import type { Preparation } from '../../../src-engine/spec/preparation-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import type { RelayedError } from '../../contract/errors.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import { thinCheckpoints } from '../checkpoints/thin-checkpoints.ts';
import type { RunFeed } from '../feed/run-feed.ts';
import { nextState, type RunEvent } from './run-state-machine.ts';

/** Steps may lie in memory for this long: after a crash a run goes back to its last checkpoint, so they would be dropped anyway. */
const flushIntervalMs = 1000;

export interface TransitionOptions {
  error?: RelayedError | null;
  /** The turn of a run that is to wait. */
  turn?: 'first' | 'last';
  /** It goes on by itself where the person wants that; false when left out. */
  continues?: boolean;
}

/** Writes down what happens to one run: its row, metrics and checkpoints. `row` is ahead of the database by the unflushed steps. */
export class RunJournal {
  readonly row: RunView;
  readonly #store: Store;
  readonly #feed: RunFeed;
  #train: TrainSpec;
  #unsaved: StepMetrics[] = [];
  /** The step of the newest checkpoint while no step has shown yet that its network is good: until then older ones stay. */
  #unproven: number | null = null;
  /** True while the losses of the last steps were too high. */
  #isDiverging = false;
  #flushedAt = performance.now();
  #awaiting: (() => void)[] = [];

  constructor(row: RunView, store: Store, feed: RunFeed) {
    this.row = row;
    this.#store = store;
    this.#feed = feed;
    this.#train = JSON.parse(row.train) as TrainSpec;
  }

  /** Throws `run-wrong-state` where the event cannot happen. */
  transition(event: RunEvent, { error = null, turn = 'last', continues = false }: TransitionOptions = {}): void {
    const { row } = this;
    row.state = nextState(row.state, event);
    row.continues = continues ? 1 : 0;
    if (event === 'begin') row.start_at = null;
    row.error_code = error?.code ?? null;
    row.error_message = error?.message ?? null;
    row.error_details = error === null ? null : JSON.stringify(error.details);
    row.queue_position = row.state === 'queued' ? this.#position(turn) : null;
    // They may be what could not be written, and they will be trained again.
    if (event === 'lose') this.#unsaved = [];
    try {
      this.#write(this.#store.transaction, () =>
        this.#store.runEvents.insert(row.key, {
          kind: event,
          at: Date.now(),
          step: row.step,
          elapsedMs: row.elapsed_ms,
          message: error?.message ?? null,
          error: error === null ? null : { code: error.code, details: error.details },
        }),
      );
    } finally {
      // Facts that are not on disk are still true in memory, and nobody may wait for ever.
      for (const resolve of this.#awaiting.splice(0)) resolve();
      this.#feed.publish(row);
    }
  }

  /** It keeps its checkpoints, and says which is the last one. Those of a network that had diverged go: they are of no use to anybody. */
  failed({ code, message, details }: RelayedError): void {
    const hasDiverged = code === 'diverged';
    if (hasDiverged) {
      this.#store.checkpoints.deleteFrom(this.row.key, Number(details['step'] ?? this.row.step + 1) - 1);
      this.#store.tensors.sweep();
    }
    const last = this.#store.checkpoints.last(this.row.key);
    const saved = last ? `The checkpoint of step ${last.step} is kept.` : 'No checkpoint had been saved yet.';
    const [sentence, ...stack] = message.split('\n');
    const error = { code, message: [`${sentence} ${saved}`, ...stack].join('\n'), details };
    this.transition(hasDiverged ? 'diverge' : 'fail', { error });
  }

  /** Resolves at the next transition. */
  nextTransition(): Promise<void> {
    return new Promise((resolve) => this.#awaiting.push(resolve));
  }

  /** Takes the run back to its last checkpoint, or to the beginning, from where it will train again. Throws `invalid-checkpoint`. */
  rewind(): void {
    const { checkpoints, stepMetrics, stepInsights, epochMetrics, runs } = this.#store;
    this.#store.transaction(() => {
      const last = checkpoints.last(this.row.key);
      const progress = last && checkpoints.outline(last).progress;
      const step = progress?.step ?? 0;
      stepMetrics.deleteAfter(this.row.key, step);
      stepInsights.deleteAfter(this.row.key, step);
      epochMetrics.deleteAfter(this.row.key, step);
      const epoch = epochMetrics.list(this.row.key, 0).at(-1);
      Object.assign(this.row, {
        step,
        epoch: progress?.epoch ?? 0,
        last_epoch: progress === undefined ? null : progress.epoch + (progress.batchInEpoch > 0 ? 1 : 0),
        train_loss: epoch?.trainLoss ?? null,
        validation_loss: epoch?.validationLoss ?? null,
        best_validation_loss: progress?.bestValidationLoss ?? null,
        best_epoch: progress?.bestEpoch ?? null,
        tokens_per_second: null,
        elapsed_ms: progress?.elapsedMs ?? 0,
      } satisfies Partial<RunView>);
      runs.update(this.row);
    });
  }

  started(plan: TrainingPlan): void {
    this.row.backend = plan.backend;
    this.row.parameter_count = plan.parameterCount;
    this.row.tokens_per_step = plan.tokensPerStep;
    this.row.total_steps = plan.totalSteps;
    this.flush();
    this.#feed.publish(this.row);
  }

  measuredText(unitsPerToken: TextUnits): void {
    this.row.units_per_token = JSON.stringify(unitsPerToken);
  }

  /** Told to those who watch, and not kept: the checkpoint can tell it again. */
  forecast(forecast: ValidationForecast): void {
    this.#feed.publish(this.row, { forecast });
  }

  calibrated(preparation: Preparation): void {
    this.row.preparation = JSON.stringify(preparation);
    this.#store.runs.setPreparation(this.row.key, this.row.preparation);
  }

  addInsight(insight: StepInsight): void {
    this.#store.swiftTransaction(() => this.#store.stepInsights.insert(this.row.key, insight));
  }

  /** `divergingSince`: the first of the last steps whose losses were all too high. */
  addSteps(steps: readonly StepMetrics[], divergingSince?: number): void {
    // SQLite has no NaN and JSON no infinity; a run that produced one ends as diverged, which says it.
    const finite = steps.filter(({ loss, gradientNorm }) => Number.isFinite(loss) && Number.isFinite(gradientNorm));
    const last = finite.at(-1);
    if (last === undefined) return;
    this.row.step = last.step;
    this.row.last_epoch = last.epoch;
    this.row.tokens_per_second = last.tokensPerSecond;
    this.row.elapsed_ms = last.elapsedMs;
    this.#unsaved.push(...finite);
    this.#isDiverging = divergingSince !== undefined;
    if (this.#unproven !== null && last.step > this.#unproven && divergingSince === undefined) this.#thin();
    if (performance.now() - this.#flushedAt > flushIntervalMs) this.flush();
    this.#feed.publish(this.row, { steps: finite });
  }

  addEpoch(epoch: EpochMetrics, breakdown: Breakdown | null): void {
    const { row } = this;
    const { validationLoss } = epoch;
    row.epoch = epoch.epoch;
    row.step = epoch.step;
    row.train_loss = epoch.trainLoss;
    row.validation_loss = validationLoss;
    row.elapsed_ms = epoch.elapsedMs;
    if (validationLoss !== null && validationLoss < (row.best_validation_loss ?? Infinity)) {
      row.best_validation_loss = validationLoss;
      row.best_epoch = epoch.epoch;
    }
    this.flush(() => {
      this.#store.epochMetrics.insert(row.key, epoch, breakdown);
      if (validationLoss !== null) this.#store.checkpoints.setValidationLoss(row.key, epoch.step, validationLoss);
    });
    this.#feed.publish(row, { epochs: [epoch] });
  }

  ended(end: TrainingEnd, progress: TrainingProgress): void {
    this.row.step = progress.step;
    this.row.epoch = progress.epoch;
    this.row.elapsed_ms = progress.elapsedMs;
    this.transition(end === 'stopped' ? 'stop' : 'finish');
  }

  /** Resolves when the checkpoint is on the disk. Its row is written last, so that half of one is never one. */
  async addCheckpoint(reason: CheckpointReason, { progress, tensors }: Checkpoint): Promise<void> {
    const { key } = this.row;
    this.row.elapsed_ms = progress.elapsedMs;
    this.flush();
    await this.#store.tensors.store(tensors, (stored) => {
      this.#store.checkpoints.insert({
        id: randomUUID(),
        runKey: key,
        reason,
        validationLoss: this.#validationLossAt(progress, reason),
        createdAt: Date.now(),
        progress,
        tensors: stored,
      });
    });
    this.#unproven = progress.step;
    // No step comes after these; after others, some may have come while they were stored.
    const isLast = reason === 'finish' || reason === 'stop';
    const isProven = this.row.step > progress.step && !this.#isDiverging;
    if ((isLast || isProven) && progress.divergingSince === undefined) this.#thin();
    this.#feed.publish(this.row);
  }

  /** Changes the bytes that the run's checkpoints may take, and deletes those that have no room any more. */
  setCheckpointSpace(spaceBytes: number): void {
    this.#train = { ...this.#train, checkpoints: { ...this.#train.checkpoints, spaceBytes } };
    this.row.train = JSON.stringify(this.#train);
    this.#store.runs.setTrain(this.row.key, this.row.train);
    if (this.#unproven === null) thinCheckpoints(this.#store, this.row.key, this.#train.checkpoints);
    this.#feed.publish(this.row);
  }

  /** Brings the database up to date, together with `more`. It need not wait for the disk, see `flushIntervalMs`. */
  flush(more: () => void = () => undefined): void {
    this.#write(this.#store.swiftTransaction, more);
  }

  #write(transaction: (work: () => void) => void, more: () => void): void {
    transaction(() => {
      this.#store.stepMetrics.insert(this.row.key, this.#unsaved);
      this.#store.runs.update(this.row);
      more();
    });
    this.#unsaved = [];
    this.#flushedAt = performance.now();
  }

  #position(turn: 'first' | 'last'): number {
    const { runs } = this.#store;
    return turn === 'first' ? runs.firstQueuePosition() : runs.nextQueuePosition();
  }

  #thin(): void {
    thinCheckpoints(this.#store, this.row.key, this.#train.checkpoints);
    this.#unproven = null;
  }

  /** The loss that the checkpoint's own parameters had: a finished run may have gone back to those of its best epoch. */
  #validationLossAt(progress: TrainingProgress, reason: CheckpointReason): number | null {
    if (reason === 'finish' && this.#train.earlyStopping?.restoreBest === true) return progress.bestValidationLoss;
    // Later epochs may be there already: a checkpoint is stored while training goes on.
    const epochs = this.#store.epochMetrics.list(this.row.key, progress.step - 1);
    return epochs.findLast(({ step }) => step === progress.step)?.validationLoss ?? null;
  }
}
