import { randomUUID } from 'node:crypto';
import { totalmem } from 'node:os';
import type { TrainingProgress } from '../../src-engine/spec/checkpoint-spec.ts';
import type { LayerSignal } from '../../src-engine/spec/insight-spec.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type { DescribeRun, RunEventRecord, RunListUpdate, RunRecord, RunUpdate } from '../contract/runs/run-records.ts';
import type { InitialSignalsInput, RunEstimate, StartRun } from '../contract/runs/start-records.ts';
import type { CheckpointRecord } from '../contract/runs/checkpoint-records.ts';
import { dataSizes } from '../datasets/data-sizes.ts';
import { datasetRecord } from '../datasets/dataset-record.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { WordVectors } from '../datasets/word-vectors.ts';
import type { CheckpointRow, NewCheckpoint } from '../db/checkpoint-table.ts';
import type { DatasetRow } from '../db/dataset-table.ts';
import type { Store } from '../db/open-store.ts';
import type { NewRun, RunView } from '../db/run-table.ts';
import type { StoredTensor } from '../db/stored-tensors.ts';
import {
  availableMemory,
  describeLack,
  estimateMemory,
  requireMemory,
  type MemoryEstimate,
} from './training/memory-guard.ts';
import type { RunFeed } from './feed/run-feed.ts';
import { RunJournal } from './training/run-journal.ts';
import { lossCurve } from './outcomes/loss-curve.ts';
import { RunVerdicts } from './outcomes/run-verdicts.ts';
import { checkpointRecord, runRecord } from './run-record.ts';
import { withClassBalance } from './starting/class-balance.ts';
import type { MeasureSignals } from './starting/measure-signals.ts';
import type { RequireVariant } from './starting/require-variant.ts';
import { fitRun, setUpRun, setUpWithoutData, tokenizerOf, wantedRun, type RunSetup } from './starting/run-setup.ts';
import { needsPreparation, prepareRun, type PrepareSeries } from './starting/series-run.ts';
import { beginWithVectors } from './starting/vector-beginning.ts';
import { nextState } from './training/run-state-machine.ts';
import type { TrainingQueue } from './training/training-queue.ts';
import type { Trash } from '../trash/trash.ts';

type RunMetrics = Pick<RunUpdate, 'steps' | 'epochs'>;

export interface RunsOptions {
  store: Store;
  datasets: Datasets;
  queue: TrainingQueue;
  feed: RunFeed;
  trash: Trash;
  vectors: WordVectors;
  prepareSeries: PrepareSeries;
  measureSignals: MeasureSignals;
  requireVariant: RequireVariant;
}

/** A person's actions on runs. */
export class Runs {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #queue: TrainingQueue;
  readonly #feed: RunFeed;
  readonly #trash: Trash;
  readonly #vectors: WordVectors;
  readonly #prepareSeries: PrepareSeries;
  readonly #measureSignals: MeasureSignals;
  readonly requireVariant: RequireVariant;
  readonly #verdicts: RunVerdicts;

  constructor({ store, datasets, queue, feed, trash, vectors, ...options }: RunsOptions) {
    this.#store = store;
    this.#datasets = datasets;
    this.#queue = queue;
    this.#feed = feed;
    this.#trash = trash;
    this.#vectors = vectors;
    this.#prepareSeries = options.prepareSeries;
    this.#measureSignals = options.measureSignals;
    this.requireVariant = options.requireVariant;
    this.#verdicts = new RunVerdicts(store);
  }

  list(): RunRecord[] {
    return this.#store.runs.list().map((row) => this.#record(this.#queue.current(row)));
  }

  get(id: string): RunRecord {
    return this.#record(this.row(id));
  }

  /** Throws `run-not-found`. */
  row(id: string): RunView {
    const row = this.#store.runs.get(id);
    if (row === undefined) {
      throw new StudioError('run-not-found', 'This run does not exist any more.', { runId: id });
    }
    return this.#queue.current(row);
  }

  /** Starts a run. `join` puts the new run where it belongs, before it waits for its turn. */
  async start(input: StartRun, join: (runKey: number) => void = () => undefined): Promise<RunRecord> {
    const { dataset, analysis, preparation, modelName, model, train, parameterCount, beginning, vectorShare } =
      await this.setUpWithBeginning(input);
    this.#requireMemory(estimateMemory(model, train, { tokenCount: analysis.tokenCount, bytes: dataset.bytes }), train);
    const id = randomUUID();
    const run: NewRun = {
      id,
      name: input.name ?? `${dataset.name} · ${modelName}`,
      dataset_key: dataset.key,
      analysis_key: analysis.key,
      preset_id: input.presetId,
      model: JSON.stringify(model),
      train: JSON.stringify(train),
      preparation: preparation === null ? null : JSON.stringify(preparation),
      parameter_count: parameterCount,
      parent: null,
      created_at: Date.now(),
    };
    await this.#store.tensors.store(beginning?.tensors ?? [], (tensors) => {
      const runKey = this.#store.runs.insert(run);
      this.#store.runs.setStart(runKey, input.startAt ?? null);
      join(runKey);
      if (vectorShare !== null) this.#store.runs.setVectorShare(runKey, vectorShare);
      if (beginning !== null) this.#store.checkpoints.insert(firstCheckpoint(runKey, beginning.progress, tensors));
    });
    if (input.vectors?.keepFile === false) await this.#vectors.discard(input.vectors.importId);
    this.announce(id);
    this.#queue.enter(this.row(id).key);
    return this.get(id);
  }

  /** Estimates the needs of `start` with the same input. */
  async estimate(input: StartRun): Promise<RunEstimate> {
    const { dataset, analysis, model, train, parameterCount } = await this.setUp(input);
    const memory = estimateMemory(model, train, { tokenCount: analysis.tokenCount, bytes: dataset.bytes });
    const availableBytes = availableMemory();
    const problem = describeLack(memory, train, availableBytes)?.message ?? null;
    return { parameterCount, memory, availableBytes, problem };
  }

  /** Throws as `start` does, and `invalid-model` for a network without a dataset that cannot be trained as it is. */
  async initialSignals(
    { datasetId, ...input }: InitialSignalsInput,
    signal: AbortSignal | undefined,
  ): Promise<LayerSignal[]> {
    if (datasetId === null) {
      await this.requireVariant(input.train);
      return this.#measureSignals({ ...setUpWithoutData(input), data: null }, signal);
    }
    const { dataset, analysis, preparation, model, train } = await this.setUp({ ...input, datasetId });
    const content = await this.#datasets.content(dataset);
    return this.#measureSignals(
      { model, train, data: { tokenizer: analysis.tokenizer, preparation, content } },
      signal,
    );
  }

  async resume(id: string): Promise<RunRecord> {
    await this.requireVariant(JSON.parse(this.row(id).train) as TrainSpec, id);
    const row = this.row(id);
    const journal = this.#queue.journalOf(row.key);
    if (journal?.row.state === 'paused' && this.#queue.isOpen) await this.#queue.command(journal, 'resume');
    // One that waits from before may be none that this process begins by itself.
    else if (row.state === 'queued') this.#queue.enter(row.key);
    else {
      this.requireTrainable(row, JSON.parse(row.train) as TrainSpec);
      if (journal !== null) this.#queue.release(journal);
      this.#store.sweeps.setRung(row.key, null);
      this.settled({ ...row, retried_at: null }).transition('enqueue');
      this.#queue.written(row.key);
      this.#queue.enter(row.key);
    }
    return this.get(id);
  }

  async pause(id: string): Promise<RunRecord> {
    const row = this.row(id);
    const journal = this.#queue.journalOf(row.key);
    nextState(row.state, 'pause');
    if (journal !== null) await this.#queue.command(journal, 'pause');
    return this.get(id);
  }

  async stop(id: string): Promise<RunRecord> {
    const row = this.row(id);
    nextState(row.state, 'stop');
    // The person has decided instead of the sweep.
    this.#store.sweeps.setRung(row.key, null);
    const journal = this.#queue.journalOf(row.key);
    if (journal === null) {
      this.settled(row).transition('stop');
      this.#queue.tellEnd(id);
    } else await this.#queue.command(journal, 'stop');
    return this.get(id);
  }

  /** Moves a queued run right before another queued one, or to the end for null. */
  move(id: string, before: string | null): RunRecord {
    const row = this.row(id);
    const others = this.#store.runs.listQueued().filter(({ key }) => key !== row.key);
    const index = before === null ? others.length : others.findIndex((other) => other.id === before);
    if (row.state !== 'queued' || index < 0) {
      throw new StudioError('run-wrong-state', 'Only runs that wait in the queue have a turn that can be changed.', {
        reason: 'state',
      });
    }
    const order = others.toSpliced(index, 0, row);
    this.#store.transaction(() => this.#store.runs.arrangeQueue(order.map(({ key }) => key)));
    for (const moved of order) this.#feed.publish(moved);
    return this.get(id);
  }

  /** Says when a run that waits may begin; null means when its turn comes. */
  schedule(id: string, startAt: number | null): RunRecord {
    const row = this.row(id);
    if (row.state !== 'queued') {
      const message = `Only a run that waits can be given a time; this one is ${row.state}.`;
      throw new StudioError('run-wrong-state', message, { reason: 'state' });
    }
    this.#store.runs.setStart(row.key, startAt);
    this.announce(id);
    this.#queue.enter(row.key);
    return this.get(id);
  }

  /** Leaves the fields that are undefined unchanged. */
  describe({ runId, name, tags, notes }: DescribeRun): RunRecord {
    const row = this.row(runId);
    this.#store.runs.describe(row.key, {
      name: name ?? row.name,
      tags: tags === undefined ? row.tags : JSON.stringify([...new Set(tags)]),
      notes: notes ?? row.notes,
    });
    this.announce(runId);
    return this.get(runId);
  }

  /** Puts it into the trash. `stop`: one that trains is ended first, and refused otherwise. */
  async delete(id: string, stop: boolean): Promise<void> {
    if (stop && this.row(id).state === 'running') await this.stop(id);
    const row = this.row(id);
    if (row.state === 'running') {
      throw new StudioError('run-busy', 'This run is training. Stop it before you delete it.', { runId: id });
    }
    const journal = this.#queue.journalOf(row.key);
    if (journal !== null) this.#queue.release(journal);
    await this.#trash.put('run', row);
  }

  metrics(id: string, afterStep: number, maxPoints: number, lastStep: number | undefined): RunMetrics {
    const { key } = this.row(id);
    this.#queue.journalOf(key)?.flush();
    return {
      steps: this.#store.stepMetrics.listThinned(key, afterStep, maxPoints, lastStep),
      epochs: this.#store.epochMetrics.list(key, afterStep).filter(({ step }) => step <= (lastStep ?? Infinity)),
    };
  }

  /**
   * Returns the breakdown behind the scores of an epoch, or else of the last one that has it; null when there is none.
   */
  breakdown(id: string, epoch: number | undefined) {
    return this.#store.epochMetrics.breakdown(this.row(id).key, epoch ?? null);
  }

  /** The run with all its metrics in the database, also while it trains. */
  flushed(id: string): RunView {
    const { key } = this.row(id);
    this.#queue.journalOf(key)?.flush();
    return this.row(id);
  }

  /** Returns the course of each of these runs in a few losses, without those that do not exist any more. */
  lossCurves(ids: readonly string[]): { runId: string; losses: number[] }[] {
    const rows = ids.flatMap((id) => this.#store.runs.get(id) ?? []);
    return rows.map(({ id, key }) => ({ runId: id, losses: lossCurve(this.#store, key) }));
  }

  /** Lists the run's events, in order. */
  events(id: string): RunEventRecord[] {
    return this.#store.runEvents.list(this.row(id).key);
  }

  checkpoints(id: string): CheckpointRecord[] {
    const { key, train } = this.row(id);
    const spec = JSON.parse(train) as TrainSpec;
    return this.#store.checkpoints.list(key).map((row) => checkpointRecord(row, id, spec));
  }

  /** Throws `checkpoint-not-found`. */
  checkpoint(id: string): CheckpointRow & { run_id: string } {
    const checkpoint = this.#store.checkpoints.find(id);
    if (checkpoint !== undefined) return checkpoint;
    const message = 'This checkpoint does not exist any more. Choose another one.';
    throw new StudioError('checkpoint-not-found', message, { checkpointId: id });
  }

  async deleteCheckpoint(id: string): Promise<void> {
    const checkpoint = this.checkpoint(id);
    const row = this.row(checkpoint.run_id);
    const isOver = row.state !== 'queued' && row.state !== 'running' && row.state !== 'paused';
    if (!isOver && this.#store.checkpoints.last(row.key)?.key === checkpoint.key) {
      throw new StudioError('run-busy', 'The run would go on from this checkpoint. Stop the run first.', {
        runId: row.id,
      });
    }
    await this.#trash.put('checkpoint', checkpoint);
    this.announce(row.id);
  }

  watch(id: string, signal: AbortSignal | undefined): AsyncGenerator<RunUpdate, void, void> {
    return this.#feed.watch(this.row(id).key, () => this.get(id), signal);
  }

  watchAll(signal: AbortSignal | undefined): AsyncGenerator<RunListUpdate, void, void> {
    return this.#feed.watchAll(
      () => this.list(),
      (id) => this.get(id),
      signal,
    );
  }

  /** Tells those who watch that something about the run is new. */
  announce(id: string): void {
    this.#feed.publish(this.row(id));
  }

  /** For a run that no engine holds. A copy, so that an event that cannot be written down has not happened. */
  settled(row: RunView): RunJournal {
    return new RunJournal({ ...row }, this.#store, this.#feed);
  }

  /** Throws `dataset-missing`, and `out-of-memory` where a run cannot be trained with these settings. */
  requireTrainable(row: RunView, train: TrainSpec): void {
    this.#datasets.row(row.dataset_id);
    const text = { tokenCount: row.token_count, bytes: row.text_bytes };
    this.#requireMemory(estimateMemory(JSON.parse(row.model) as ModelSpec, train, text), train);
  }

  /** The memory that is free now says nothing about a run that waits until another one has left: it is asked for when its turn comes. */
  #requireMemory(memory: MemoryEstimate, train: TrainSpec): void {
    requireMemory(memory, train, this.#queue.isFree ? availableMemory() : totalmem());
  }

  #record(row: RunView): RunRecord {
    return runRecord(row, { waitsUntil: this.#queue.waitsUntil(row), verdict: this.#verdicts.verdictOn(row) });
  }

  /**
   * Decides all that `start` with the same input would decide, and reads the weights that the run would begin with;
   * null means that they are drawn.
   */
  async setUpWithBeginning(input: StartRun) {
    return this.#withVectors(await this.setUp(input), input);
  }

  async #withVectors<S extends RunSetup & { dataset: DatasetRow; tokenizer: TokenizerSpec }>(
    setUp: S,
    { vectors }: StartRun,
  ) {
    if (vectors === undefined) return { ...setUp, beginning: null, vectorShare: null };
    const read = await this.#vectors.read(vectors.importId, setUp.dataset, setUp.tokenizer);
    const vectorShare = read.coverage.tokenShare;
    return { ...setUp, ...beginWithVectors(setUp, read, vectors.trainable), vectorShare };
  }

  /** Decides all that `start` with the same input would decide. Rejects as it does. */
  async setUp(input: StartRun) {
    await this.requireVariant(input.train);
    const tokenizer = tokenizerOf(input, this.#datasets.row(input.datasetId));
    const analysis = await this.#datasets.analysis(this.#datasets.row(input.datasetId), tokenizer);
    const sizes = await dataSizes(this.#datasets, this.#datasets.row(input.datasetId), tokenizer);
    const dataset = this.#datasets.row(input.datasetId); // it may have been deleted meanwhile
    const isOneText = dataset.kind === 'text' && dataset.layout === null;
    const wanted = wantedRun(withClassBalance(input, datasetRecord(dataset)), sizes);
    const { preparation, ...fitted } = needsPreparation(dataset.kind)
      ? await prepareRun(wanted, input, await this.#datasets.content(dataset), this.#prepareSeries)
      : { ...fitRun(wanted, sizes), preparation: null };
    return {
      dataset,
      tokenizer,
      analysis,
      preparation,
      ...setUpRun(fitted, sizes, { isOneText, decided: input.train }),
    };
  }
}

function firstCheckpoint(runKey: number, progress: TrainingProgress, tensors: StoredTensor[]): NewCheckpoint {
  return { id: randomUUID(), runKey, reason: 'branch', validationLoss: null, createdAt: Date.now(), progress, tensors };
}
