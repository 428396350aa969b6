import { setTimeout } from 'node:timers/promises';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import { StudioError } from '../../contract/errors.ts';
import { storageError } from '../../db/storage-error.ts';
import type { RunView } from '../../db/run-table.ts';
import { inTime } from '../engines/in-time.ts';
import type { RunningEngine } from '../engines/running-engine.ts';
import type { RunFeed } from '../feed/run-feed.ts';
import { beginTraining, type TrainingSources } from './begin-training.ts';
import type { Clock } from './clock.ts';
import { currentRun } from './current-run.ts';
import { EngineLease } from './engine-lease.ts';
import { interruption } from './interruption.ts';
import { QueueSchedule } from './queue-schedule.ts';
import { followsCheckpoint, recordEvent } from './record-event.ts';
import { RunJournal } from './run-journal.ts';

/** A closing studio waits this long for the last checkpoint. */
const closeTimeoutMs = 10_000;

type Command = 'pause' | 'resume' | 'stop';

export interface TrainingQueueOptions extends TrainingSources {
  feed: RunFeed;
  clock: Clock;
  /** True when runs that wait from before begin by themselves; otherwise only those that enter here are trained. */
  startsWaiting: boolean;
  logError: (message: string, error: unknown) => void;
}

/** Trains one run at a time; the others wait in order. A paused run leaves the engine when another one wants it. */
export class TrainingQueue {
  readonly #options: TrainingQueueOptions;
  #lease: EngineLease | null = null;
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
    return lease !== null && !lease.isRevoked && lease.journal.row.key === runKey ? lease.journal : null;
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
      else if (next !== undefined && lease?.journal.row.state === 'paused') lease.revoke();
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
      lease.revoke();
      return journal.transition(command, { continues: this.#closing && command === 'pause' });
    }
    const changed = journal.nextTransition();
    lease?.send(command);
    await inTime(changed);
  }

  /** Makes a paused run leave, so that it can be deleted or ended. */
  release(journal: RunJournal): void {
    const lease = this.#lease;
    if (lease?.journal === journal) lease.revoke();
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
  #pauseUntilNight(lease: EngineLease): void {
    if (lease.waitsForNight) return;
    lease.waitsForNight = true;
    const { journal } = lease;
    this.command(journal, 'pause')
      .then(() => {
        // It may have come to its end, or the studio is closing.
        if (journal.row.state !== 'paused' || this.#closing) return;
        journal.transition('enqueue', { turn: 'first' });
        lease.revoke();
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
    const engine = beginTraining(this.#options, journal, {
      isWanted: () => this.journalOf(row.key) === journal,
      isHeld: () => this.#lease?.journal === journal,
      onEvent: (event) => this.#hear(journal, event),
      onExit: (detail) => this.#engineGone(journal, detail),
    });
    const lease = new EngineLease(journal, engine);
    this.#lease = lease;
    lease.engine.catch((error: unknown) => {
      if (!lease.isRevoked) this.#abandon(lease, error);
      this.#end(lease);
    });
  }

  #hear(journal: RunJournal, event: EngineEvent): void {
    const lease = this.#lease;
    if (lease?.journal !== journal || !('runId' in event) || event.runId !== journal.row.id) return;
    if (event.type === 'started') lease.hasStarted = true;
    if (event.type === 'checkpoint') lease.save(event, (error) => this.#abandon(lease, error));
    else if (followsCheckpoint.has(event.type)) lease.afterCheckpoints(() => this.#record(lease, event));
    else this.#record(lease, event);
  }

  #record(lease: EngineLease, event: EngineEvent): void {
    try {
      if (!lease.isRevoked) recordEvent(lease.journal, event, this.#closing);
    } catch (error) {
      this.#abandon(lease, error);
    }
    if (event.type === 'ended' || event.type === 'failed') this.#end(lease);
    else if (event.type === 'paused') this.advance();
  }

  /** Its results can no longer be written down, or it never came to train. */
  #abandon(lease: EngineLease, error: unknown): void {
    this.#options.logError(`Run ${lease.journal.row.id} was abandoned.`, error);
    const known = error instanceof StudioError ? error : storageError(error);
    lease.revoke();
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
    lease.afterCheckpoints(() => {
      if (!lease.isRevoked && journal.row.state === 'running') {
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

  #end(lease: EngineLease): void {
    if (this.#lease !== lease) return;
    this.#lease = null;
    this.tellEnd(lease.journal.row.id);
    this.#continueLost();
    this.advance();
  }
}
