import { setTimeout } from 'node:timers/promises';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { StudioError } from '../../contract/errors.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Store } from '../../db/open-store.ts';
import { storageError } from '../../db/storage-error.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { GIVE_UP_MS, noAnswer } from '../engines/request.ts';
import type { RunningEngine } from '../engines/running-engine.ts';
import { availableMemory, describeLack, estimateMemory, requireMemory } from './memory-guard.ts';
import type { MemoryEstimate } from './memory-guard.ts';
import type { RunFeed } from '../feed/run-feed.ts';
import { RunJournal } from './run-journal.ts';
import type { Settings } from '../settings.ts';

/** A closing studio waits this long for the last checkpoint. */
const closeTimeoutMs = 10_000;

type Command = 'pause' | 'resume' | 'stop';

/** The run that the training engine holds. */
interface Tenant {
  journal: RunJournal;
  engine: Promise<RunningEngine>;
  /** It reads its data before. */
  hasStarted: boolean;
  /** It is told to leave, and what it still says no longer counts. */
  leaving: boolean;
  /** A checkpoint is being stored; what the engine says of the run's state after it waits for that. */
  saving: Promise<void> | null;
}

export interface TrainingQueueOptions {
  store: Store;
  datasets: Datasets;
  supervisor: EngineSupervisor;
  feed: RunFeed;
  settings: Settings;
  logError: (message: string, error: unknown) => void;
}

/** Trains one run at a time; the others wait in order. A paused run leaves the engine when another one wants it. */
export class TrainingQueue {
  readonly #options: TrainingQueueOptions;
  #tenant: Tenant | null = null;
  /** Runs whose end could not be written down, by key: the disk was full. */
  readonly #unwritten = new Map<number, RunView>();
  #closing = false;

  constructor(options: TrainingQueueOptions) {
    this.#options = options;
  }

  /**
   * Marks as interrupted what an earlier process left waiting, training, or paused without having saved where. Called once, before
   * anything else. Gives how many there are.
   */
  recover(): number {
    const { store, feed } = this.#options;
    const isSaved = (row: RunView) =>
      row.state === 'paused' && (store.checkpoints.last(row.key)?.step ?? 0) === row.step;
    const lost = store.runs.listActive().filter((row) => !isSaved(row));
    for (const row of lost) {
      const why =
        row.state === 'queued'
          ? new StudioError('engine-failed', 'The studio was closed before the turn of this run came.', {
              reason: 'turn-lost',
            })
          : new StudioError('engine-failed', 'The studio ended while this run trained.', { reason: 'studio-ended' });
      this.#lose(new RunJournal(row, store, feed), why);
    }
    return lost.length;
  }

  /** true: nothing is in the engine, so a run would begin at once. */
  get isFree(): boolean {
    return this.#tenant === null;
  }

  /** The journal of a run that is in the engine; null for all others. */
  journalOf(runKey: number): RunJournal | null {
    const tenant = this.#tenant;
    return tenant !== null && !tenant.leaving && tenant.journal.row.key === runKey ? tenant.journal : null;
  }

  /** The engine that holds a run, training or paused; null for all others. */
  engineOf(runKey: number): Promise<RunningEngine> | null {
    return this.journalOf(runKey) === null ? null : (this.#tenant?.engine ?? null);
  }

  /** The run as it is, where its row in the database lags behind. */
  current(row: RunView): RunView {
    const ahead = this.journalOf(row.key)?.row ?? this.#unwritten.get(row.key);
    if (ahead === undefined) return row;
    const { name, tags, notes, checkpoint_count, checkpoint_bytes } = row;
    return { ...ahead, name, tags, notes, checkpoint_count, checkpoint_bytes };
  }

  /** The row in the database is right again, or gone. */
  written(runKey: number): void {
    this.#unwritten.delete(runKey);
  }

  /** Lets the next run begin if the engine is free, or held by a paused one. */
  advance(): void {
    if (this.#closing) return;
    try {
      const next = this.#options.store.runs.nextQueued();
      if (next === undefined) return;
      if (this.#tenant === null) this.#admit(next);
      else if (this.#tenant.journal.row.state === 'paused') this.#evict(this.#tenant);
    } catch (error) {
      this.#options.logError('The next run in the queue could not begin.', error);
    }
  }

  /** Whether the engine computes for a run at the moment; a paused one leaves the cores to others. */
  get isTraining(): boolean {
    return this.#tenant?.journal.row.state === 'running';
  }

  /** Asks the engine for a change of state and waits until there is one, not necessarily this one: a run may just end. */
  async command(journal: RunJournal, command: Command): Promise<void> {
    const tenant = this.#tenant;
    if (tenant?.journal === journal && !tenant.hasStarted && command !== 'resume') {
      // Reading a large text takes a while, and nothing has been learnt that must be saved: the run is where it was to go on from.
      journal.rewind();
      this.#evict(tenant);
      return journal.transition(command);
    }
    const changed = journal.nextTransition();
    tenant?.engine.then(
      (engine) => engine.send({ type: command, runId: journal.row.id }),
      () => undefined, // `#admit` reports it
    );
    await inTime(changed);
  }

  /** Makes a paused run leave, so that it can be deleted or ended. */
  release(journal: RunJournal): void {
    const tenant = this.#tenant;
    if (tenant?.journal === journal) this.#evict(tenant);
  }

  /** Pauses what trains, with a checkpoint. Nothing begins any more. */
  async close(): Promise<void> {
    this.#closing = true;
    const journal = this.#tenant?.journal;
    if (journal?.row.state !== 'running') return;
    const paused = this.command(journal, 'pause').catch((error: unknown) =>
      this.#options.logError(`Run ${journal.row.id} could not be paused.`, error),
    );
    await Promise.race([paused, setTimeout(closeTimeoutMs, undefined, { ref: false })]);
    await this.#tenant?.saving;
    if (journal.row.state === 'running') {
      const message = 'The studio was closed while the engine was too busy to save.';
      this.#lose(journal, new StudioError('engine-failed', message, { reason: 'no-time-to-save' }));
    }
  }

  #admit(row: RunView): void {
    const journal = new RunJournal(row, this.#options.store, this.#options.feed);
    journal.transition('begin');
    const tenant: Tenant = { journal, engine: this.#begin(journal), hasStarted: false, leaving: false, saving: null };
    this.#tenant = tenant;
    tenant.engine.catch((error: unknown) => {
      if (!tenant.leaving) this.#abandon(tenant, error);
      this.#vacate(tenant);
    });
  }

  /** The engine, once it has the job. Whatever is sent to it afterwards comes after the job. */
  async #begin(journal: RunJournal): Promise<RunningEngine> {
    const { store, datasets, settings } = this.#options;
    const { row } = journal;
    const dataset = datasets.row(row.dataset_id);
    const analysis = store.analyses.get(row.analysis_key);
    if (analysis === null) throw new Error(`Run ${row.id} has no tokenizer.`);
    const model = JSON.parse(row.model) as ModelSpec;
    const train = JSON.parse(row.train) as TrainSpec;
    const memory = estimateMemory(model, train, { tokenCount: analysis.tokenCount, bytes: dataset.bytes });
    const last = store.checkpoints.last(row.key);
    const [engine, content, resumeFrom] = await Promise.all([
      this.#engineWithRoom(memory, train),
      datasets.content(dataset),
      last === undefined ? null : store.checkpoints.load(last, ''),
    ]);
    if (this.journalOf(row.key) !== journal) throw new Error(`Run ${row.id} was taken away before it began.`);
    journal.rewind();
    const unsubscribe = engine.subscribe({
      onEvent: (event) => {
        this.#hear(journal, event);
        if (this.#tenant?.journal !== journal) unsubscribe();
      },
      onExit: ({ detail }) => this.#engineGone(journal, detail),
    });
    engine.send({
      type: 'train',
      runId: row.id,
      job: {
        model,
        train: { ...train, threads: train.threads ?? settings.get().threads },
        tokenizer: analysis.tokenizer,
        content,
        resumeFrom,
      },
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
    const tenant = this.#tenant;
    if (tenant?.journal !== journal || !('runId' in event) || event.runId !== journal.row.id) return;
    if (event.type === 'started') tenant.hasStarted = true;
    if (event.type === 'checkpoint') this.#afterCheckpoint(tenant, () => this.#save(tenant, event));
    else if (followsCheckpoint.has(event.type)) this.#afterCheckpoint(tenant, () => this.#record(tenant, event));
    else this.#record(tenant, event);
  }

  #record(tenant: Tenant, event: EngineEvent): void {
    try {
      if (!tenant.leaving) record(tenant.journal, event);
    } catch (error) {
      this.#abandon(tenant, error);
    }
    if (event.type === 'ended' || event.type === 'failed') this.#vacate(tenant);
    else if (event.type === 'paused') this.advance();
  }

  async #save(tenant: Tenant, { reason, checkpoint }: Extract<EngineEvent, { type: 'checkpoint' }>): Promise<void> {
    if (tenant.leaving) return;
    try {
      await tenant.journal.addCheckpoint(reason, checkpoint);
    } catch (error) {
      if (!tenant.leaving) this.#abandon(tenant, error);
    }
  }

  /** Does what never throws at once, or after the checkpoints that the engine has sent before it are stored. */
  #afterCheckpoint(tenant: Tenant, work: () => void | Promise<void>): void {
    const turn = tenant.saving === null ? work() : tenant.saving.then(work);
    if (turn === undefined) return;
    const saving = turn.then(() => {
      if (tenant.saving === saving) tenant.saving = null;
    });
    tenant.saving = saving;
  }

  /** Its results can no longer be written down, or it never came to train. */
  #abandon(tenant: Tenant, error: unknown): void {
    this.#options.logError(`Run ${tenant.journal.row.id} was abandoned.`, error);
    const known = error instanceof StudioError ? error : storageError(error);
    this.#evict(tenant);
    if (known?.code === 'out-of-memory' || known?.code === 'invalid-checkpoint') {
      return this.#writeEnd(tenant.journal, (journal) => journal.failed(known));
    }
    const unknown = new StudioError('internal', 'The run could not go on.', {
      reason: 'engine',
      detail: error instanceof Error ? error.message : String(error),
    });
    this.#lose(tenant.journal, known ?? unknown);
  }

  #engineGone(journal: RunJournal, detail: string): void {
    const tenant = this.#tenant;
    if (tenant?.journal !== journal) return;
    this.#afterCheckpoint(tenant, () => {
      if (!tenant.leaving && journal.row.state === 'running') {
        this.#lose(
          journal,
          new StudioError('engine-failed', `The engine process ended unexpectedly (${detail}).`, { reason: 'ended' }),
        );
      }
      this.#vacate(tenant);
    });
  }

  #lose(lost: RunJournal, { code, message, details }: StudioError): void {
    this.#writeEnd(lost, (journal) => {
      const last = this.#options.store.checkpoints.last(journal.row.key);
      const goOn = last
        ? `The run can go on from step ${last.step}.`
        : 'Nothing had been saved yet, so the run begins again when it is resumed.';
      journal.transition('lose', { code, message: `${message} ${goOn}`, details });
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

  #evict(tenant: Tenant): void {
    if (tenant.leaving) return;
    tenant.leaving = true;
    const { id } = tenant.journal.row;
    tenant.engine.then(
      (engine) => engine.send({ type: 'stop', runId: id }),
      () => undefined, // there is nothing to leave
    );
  }

  #vacate(tenant: Tenant): void {
    if (this.#tenant !== tenant) return;
    this.#tenant = null;
    this.advance();
  }
}

/** What is written down only after the checkpoint that came before it. */
const followsCheckpoint: ReadonlySet<EngineEvent['type']> = new Set(['paused', 'resumed', 'ended', 'failed']);

function record(journal: RunJournal, event: EngineEvent): void {
  switch (event.type) {
    case 'text-units':
      return journal.measuredText(event.unitsPerToken);
    case 'started':
      return journal.started(event);
    case 'steps':
      return journal.addSteps(event.steps, event.divergingSince);
    case 'insight':
      return journal.addInsight(event.insight);
    case 'epoch':
      return journal.addEpoch(event.epoch);
    case 'paused':
      return journal.transition('pause');
    case 'resumed':
      return journal.transition('continue');
    case 'ended':
      return journal.ended(event.end, event.progress);
    case 'failed':
      return journal.failed(event);
    default:
      return;
  }
}

/** Rejects with `engine-failed` where the promise takes longer than anybody should wait. */
async function inTime(promise: Promise<void>): Promise<void> {
  const limit = Promise.withResolvers<never>();
  const timer = globalThis.setTimeout(() => limit.reject(noAnswer()), GIVE_UP_MS).unref();
  try {
    await Promise.race([promise, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
