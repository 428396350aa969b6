import { setTimeout } from 'node:timers/promises';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Store } from '../../db/open-store.ts';
import { storageError } from '../../db/storage-error.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { inTime } from '../engines/in-time.ts';
import type { RunningEngine } from '../engines/running-engine.ts';
import { availableMemory, describeLack, estimateMemory, requireMemory, type MemoryEstimate } from './memory-guard.ts';
import type { RunFeed } from '../feed/run-feed.ts';
import type { Clock } from './clock.ts';
import { currentRun } from './current-run.ts';
import { interruption } from './interruption.ts';
import { notTraining } from './not-training.ts';
import { QueueSchedule } from './queue-schedule.ts';
import { followsCheckpoint, recordEvent } from './record-event.ts';
import { RunJournal } from './run-journal.ts';
import type { Settings } from '../settings.ts';
import { plannedTraining, trainingJob } from './training-job.ts';
import { UnsavedCheckpoints, type CheckpointEvent } from './unsaved-checkpoints.ts';

/** A closing studio waits this long for the last checkpoint. */
const closeTimeoutMs = 10_000;

type Command = 'pause' | 'resume' | 'stop';

/** A run's hold on the training engine. */
interface Lease {
  journal: RunJournal;
  engine: Promise<RunningEngine>;
  /** It reads its data before. */
  hasStarted: boolean;
  /** It is told to leave, and what it still says no longer counts. */
  revoked: boolean;
  /** A checkpoint is being stored; what the engine says of the run's state after it waits for that. */
  saving: Promise<void> | null;
  unsaved: UnsavedCheckpoints;
  /** It is being paused because the night has ended. */
  waitsForNight: boolean;
}

export interface TrainingQueueOptions {
  store: Store;
  datasets: Datasets;
  supervisor: EngineSupervisor;
  feed: RunFeed;
  settings: Settings;
  clock: Clock;
  /** True when runs that wait from before begin by themselves; otherwise only those that enter here are trained. */
  startsWaiting: boolean;
  logError: (message: string, error: unknown) => void;
}

/** Trains one run at a time; the others wait in order. A paused run leaves the engine when another one wants it. */
export class TrainingQueue {
  readonly #options: TrainingQueueOptions;
  #lease: Lease | null = null;
  /** Runs whose end could not be written down, by key: the disk was full. */
  readonly #unwritten = new Map<number, RunView>();
  readonly #schedule: QueueSchedule;
  #closing = false;
  readonly #listeners: ((row: RunView) => void)[] = [];

  constructor(options: TrainingQueueOptions) {
    this.#options = options;
    this.#schedule = new QueueSchedule(options, () => this.advance());
    options.settings.subscribe(() => {
      this.#continueLost();
      this.advance();
      for (const row of options.store.runs.listQueued()) options.feed.publish(row);
    });
  }

  /**
   * Marks as interrupted what an earlier process left training, or paused without having saved where; what waits goes on waiting. Called
   * once, before anything else. Gives how many runs there are that do not go on by themselves.
   */
  recover(): number {
    const { store, feed } = this.#options;
    const isSaved = (row: RunView) =>
      row.state === 'paused' && (store.checkpoints.last(row.key)?.step ?? 0) === row.step;
    const lost = store.runs.listActive().filter((row) => row.state !== 'queued' && !isSaved(row));
    const why = new StudioError('engine-failed', 'The studio ended while this run trained.', {
      reason: 'studio-ended',
    });
    for (const row of lost) this.#lose(new RunJournal(row, store, feed), why);
    this.#continueLost();
    return lost.filter(({ id }) => store.runs.get(id)?.state === 'interrupted').length;
  }

  /** Lets what waits begin, and what was interrupted go on, where this process does that. */
  open(): void {
    if (this.#options.startsWaiting) this.advance();
  }

  /** `true` means that nothing is in the engine, so a run would begin at once. */
  get isFree(): boolean {
    return this.#lease === null;
  }

  /** The journal of a run that is in the engine; null for all others. */
  journalOf(runKey: number): RunJournal | null {
    const lease = this.#lease;
    return lease !== null && !lease.revoked && lease.journal.row.key === runKey ? lease.journal : null;
  }

  /** The engine that holds a run, training or paused; null for all others. */
  engineOf(runKey: number): Promise<RunningEngine> | null {
    return this.journalOf(runKey) === null ? null : (this.#lease?.engine ?? null);
  }

  /** The run as it is, where its row in the database lags behind. */
  current(row: RunView): RunView {
    const ahead = this.journalOf(row.key)?.row ?? this.#unwritten.get(row.key);
    return ahead === undefined ? row : currentRun(row, ahead);
  }

  /** Calls `listener` with each run that has left the engine, or the queue by itself, before the next one begins. */
  onEnd(listener: (row: RunView) => void): void {
    this.#listeners.push(listener);
  }

  tellEnd(runId: string): void {
    try {
      const row = this.#options.store.runs.get(runId);
      if (row !== undefined) this.#listeners.forEach((listener) => listener(row));
    } catch (error) {
      this.#options.logError(`What follows on run ${runId} could not be begun.`, error);
    }
  }

  /** The row in the database is right again, or gone. */
  written(runKey: number): void {
    this.#unwritten.delete(runKey);
  }

  /** Lets a run that was just put in the queue begin when its turn comes. */
  enter(runKey: number): void {
    this.#schedule.add(runKey);
    this.advance();
  }

  /** Lets the next run begin if the engine is free, or held by a paused one; by day, pauses what may train by night alone. */
  advance(): void {
    if (this.#closing) return;
    try {
      const lease = this.#lease;
      const next = this.#schedule.next();
      if (lease?.journal.row.state === 'running' && !this.isOpen) this.#pauseUntilNight(lease);
      else if (next !== undefined && lease === null) this.#admit(next);
      else if (next !== undefined && lease?.journal.row.state === 'paused') this.#revoke(lease);
      this.#schedule.setAlarm(this.#lease !== null);
    } catch (error) {
      this.#options.logError('The next run in the queue could not begin.', error);
    }
  }

  /** Tells whether anything may train at this time of the day. */
  get isOpen(): boolean {
    return this.#schedule.isOpen;
  }

  /** When a run that waits can begin at the earliest; null means as soon as its turn comes. */
  waitsUntil(row: RunView): number | null {
    return this.#schedule.waitsUntil(row);
  }

  /** Tells whether the engine computes for a run at the moment; a paused one leaves the cores to others. */
  get isTraining(): boolean {
    return this.#lease?.journal.row.state === 'running';
  }

  /** Asks the engine for a change of state and waits until there is one, not necessarily this one: a run may just end. */
  async command(journal: RunJournal, command: Command): Promise<void> {
    const lease = this.#lease;
    if (lease?.journal === journal && !lease.hasStarted && command !== 'resume') {
      // Reading a large text takes a while, and nothing has been learnt that must be saved: the run is where it was to go on from.
      journal.rewind();
      this.#revoke(lease);
      return journal.transition(command, { continues: this.#closing && command === 'pause' });
    }
    const changed = journal.nextTransition();
    lease?.engine.then(
      (engine) => engine.send({ type: command, runId: journal.row.id }),
      () => undefined, // `#admit` reports it
    );
    await inTime(changed);
  }

  /** Makes a paused run leave, so that it can be deleted or ended. */
  release(journal: RunJournal): void {
    const lease = this.#lease;
    if (lease?.journal === journal) this.#revoke(lease);
  }

  /** Pauses what trains, with a checkpoint. Nothing begins any more. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#schedule.cancelAlarm();
    const journal = this.#lease?.journal;
    if (journal?.row.state !== 'running') return;
    const paused = this.command(journal, 'pause').catch((error: unknown) =>
      this.#options.logError(`Run ${journal.row.id} could not be paused.`, error),
    );
    await Promise.race([paused, setTimeout(closeTimeoutMs, undefined, { ref: false })]);
    await this.#lease?.saving;
    if (journal.row.state === 'running') {
      const message = 'The studio was closed while the engine was too busy to save.';
      this.#lose(journal, new StudioError('engine-failed', message, { reason: 'no-time-to-save' }));
    }
  }

  /** It waits for the next night, before all others. */
  #pauseUntilNight(lease: Lease): void {
    if (lease.waitsForNight) return;
    lease.waitsForNight = true;
    const { journal } = lease;
    this.command(journal, 'pause')
      .then(() => {
        // It may have come to its end, or the studio is closing.
        if (journal.row.state !== 'paused' || this.#closing) return;
        journal.transition('enqueue', { turn: 'first' });
        this.#revoke(lease);
      })
      .catch((error: unknown) => this.#options.logError(`Run ${journal.row.id} could not be paused.`, error));
  }

  /** Puts what trained when its studio or engine ended before all that wait, if the person wants that. */
  #continueLost(): void {
    const { store, feed, settings, startsWaiting } = this.#options;
    if (!startsWaiting || this.#closing || settings.get().resumeAfterRestart !== true) return;
    for (const row of store.runs.listContinuing()) {
      if (this.journalOf(row.key) !== null) continue;
      const retried_at = row.state === 'interrupted' ? row.elapsed_ms : row.retried_at;
      new RunJournal({ ...row, retried_at }, store, feed).transition('enqueue', { turn: 'first' });
      this.#unwritten.delete(row.key);
    }
  }

  #admit(row: RunView): void {
    const journal = new RunJournal(row, this.#options.store, this.#options.feed);
    journal.transition('begin');
    const begun = {
      hasStarted: false,
      revoked: false,
      saving: null,
      unsaved: new UnsavedCheckpoints(),
      waitsForNight: false,
    };
    const lease: Lease = { journal, engine: this.#begin(journal), ...begun };
    this.#lease = lease;
    lease.engine.catch((error: unknown) => {
      if (!lease.revoked) this.#abandon(lease, error);
      this.#end(lease);
    });
  }

  /** The engine, once it has the job. Whatever is sent to it afterwards comes after the job. */
  async #begin(journal: RunJournal): Promise<RunningEngine> {
    const { store, datasets, settings } = this.#options;
    const { row } = journal;
    const dataset = datasets.row(row.dataset_id);
    const planned = plannedTraining(store, row);
    const { tokenCount } = planned.analysis;
    const memory = estimateMemory(planned.model, planned.train, { tokenCount, bytes: dataset.bytes });
    const last = store.checkpoints.last(row.key);
    const [engine, content, resumeFrom] = await Promise.all([
      this.#engineWithRoom(memory, planned.train),
      datasets.content(dataset),
      last === undefined ? null : store.checkpoints.load(last, ''),
    ]);
    if (this.journalOf(row.key) !== journal) throw notTraining();
    journal.rewind();
    const unsubscribe = engine.subscribe({
      onEvent: (event) => {
        this.#hear(journal, event);
        if (this.#lease?.journal !== journal) unsubscribe();
      },
      onExit: ({ detail }) => this.#engineGone(journal, detail),
    });
    engine.send({
      type: 'train',
      runId: row.id,
      job: trainingJob(row, planned, { content, resumeFrom, threads: settings.get().threads }),
    });
    return engine;
  }

  /** A new engine where the one that is there still holds memory of an earlier run. Throws `out-of-memory`. */
  async #engineWithRoom(memory: MemoryEstimate, train: TrainSpec): Promise<RunningEngine> {
    const { supervisor } = this.#options;
    if (describeLack(memory, train, availableMemory()) !== null) await supervisor.close();
    requireMemory(memory, train, availableMemory());
    return supervisor.connect();
  }

  #hear(journal: RunJournal, event: EngineEvent): void {
    const lease = this.#lease;
    if (lease?.journal !== journal || !('runId' in event) || event.runId !== journal.row.id) return;
    if (event.type === 'started') lease.hasStarted = true;
    if (event.type === 'checkpoint') {
      lease.unsaved.add(event);
      this.#afterCheckpoint(lease, () => this.#save(lease, event));
    } else if (followsCheckpoint.has(event.type)) this.#afterCheckpoint(lease, () => this.#record(lease, event));
    else this.#record(lease, event);
  }

  #record(lease: Lease, event: EngineEvent): void {
    try {
      if (!lease.revoked) recordEvent(lease.journal, event, this.#closing);
    } catch (error) {
      this.#abandon(lease, error);
    }
    if (event.type === 'ended' || event.type === 'failed') this.#end(lease);
    else if (event.type === 'paused') this.advance();
  }

  async #save(lease: Lease, event: CheckpointEvent): Promise<void> {
    if (lease.unsaved.takeOut(event) || lease.revoked) return;
    try {
      await lease.journal.addCheckpoint(event.reason, event.checkpoint);
    } catch (error) {
      if (!lease.revoked) this.#abandon(lease, error);
    }
  }

  /** Does what never throws at once, or after the checkpoints that the engine has sent before it are stored. */
  #afterCheckpoint(lease: Lease, work: () => void | Promise<void>): void {
    const turn = lease.saving === null ? work() : lease.saving.then(work);
    if (turn === undefined) return;
    const saving = turn.then(() => {
      if (lease.saving === saving) lease.saving = null;
    });
    lease.saving = saving;
  }

  /** Its results can no longer be written down, or it never came to train. */
  #abandon(lease: Lease, error: unknown): void {
    this.#options.logError(`Run ${lease.journal.row.id} was abandoned.`, error);
    const known = error instanceof StudioError ? error : storageError(error);
    this.#revoke(lease);
    if (known?.code === 'out-of-memory' || known?.code === 'invalid-checkpoint') {
      return this.#writeEnd(lease.journal, (journal) => journal.failed(known));
    }
    const detail = error instanceof Error ? error.message : String(error);
    const unknown = new StudioError('internal', 'The run could not go on.', { reason: 'engine', detail });
    this.#lose(lease.journal, known ?? unknown);
  }

  #engineGone(journal: RunJournal, detail: string): void {
    const lease = this.#lease;
    if (lease?.journal !== journal) return;
    this.#afterCheckpoint(lease, () => {
      if (!lease.revoked && journal.row.state === 'running') {
        const message = `The engine process ended unexpectedly (${detail}).`;
        this.#lose(journal, new StudioError('engine-failed', message, { reason: 'ended' }));
      }
      this.#end(lease);
    });
  }

  #lose(lost: RunJournal, why: StudioError): void {
    const wasTraining = lost.row.state === 'running';
    this.#writeEnd(lost, (journal) => {
      const last = this.#options.store.checkpoints.last(journal.row.key);
      const { error, goesOn } = interruption(journal.row, last?.step ?? null, why);
      journal.transition('lose', { error, continues: wasTraining && goesOn });
    });
  }

  #writeEnd(journal: RunJournal, write: (journal: RunJournal) => void): void {
    try {
      write(journal);
    } catch (error) {
      this.#options.logError(`The end of run ${journal.row.id} could not be written down.`, error);
      this.#unwritten.set(journal.row.key, journal.row);
    }
  }

  #revoke(lease: Lease): void {
    if (lease.revoked) return;
    lease.revoked = true;
    const { id } = lease.journal.row;
    lease.engine.then(
      (engine) => engine.send({ type: 'stop', runId: id }),
      () => undefined, // there is nothing to leave
    );
  }

  #end(lease: Lease): void {
    if (this.#lease !== lease) return;
    this.#lease = null;
    this.tellEnd(lease.journal.row.id);
    this.#continueLost();
    this.advance();
  }
}
