import { randomUUID } from 'node:crypto';
import { StudioError } from '../contract/errors.ts';
import type { CheckpointRecord, PresetRecord, RunRecord, RunUpdate, StartRun } from '../contract/records.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import type { RunFeed } from './run-feed.ts';
import { RunJournal } from './run-journal.ts';
import { checkpointRecord, runRecord } from './run-record.ts';
import { presetRecords, setUpRun } from './run-setup.ts';
import { nextState } from './run-state-machine.ts';
import type { TrainingQueue } from './training-queue.ts';

type RunMetrics = Pick<RunUpdate, 'steps' | 'epochs'>;

export interface RunsOptions {
  store: Store;
  datasets: Datasets;
  queue: TrainingQueue;
  feed: RunFeed;
}

/** What a person can do with runs. */
export class Runs {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #queue: TrainingQueue;
  readonly #feed: RunFeed;

  constructor({ store, datasets, queue, feed }: RunsOptions) {
    this.#store = store;
    this.#datasets = datasets;
    this.#queue = queue;
    this.#feed = feed;
  }

  presets(): PresetRecord[] {
    return presetRecords();
  }

  list(): RunRecord[] {
    return this.#store.runs.list().map((row) => runRecord(this.#queue.current(row)));
  }

  get(id: string): RunRecord {
    return runRecord(this.row(id));
  }

  /** Throws `run-not-found`. */
  row(id: string): RunView {
    const row = this.#store.runs.get(id);
    if (row === undefined) {
      throw new StudioError('run-not-found', 'This run does not exist any more.', { runId: id });
    }
    return this.#queue.current(row);
  }

  async start(input: StartRun): Promise<RunRecord> {
    const analysis = await this.#datasets.analysis(this.#datasets.row(input.datasetId), input.tokenizer);
    const dataset = this.#datasets.row(input.datasetId); // it may have been deleted meanwhile
    const { modelName, model, train, parameterCount } = setUpRun(input, { ...analysis, texts: 1, classCount: null });
    const id = randomUUID();
    this.#store.runs.insert({
      id,
      name: input.name ?? `${dataset.name} · ${modelName}`,
      dataset_key: dataset.key,
      analysis_key: analysis.key,
      preset_id: input.presetId,
      model: JSON.stringify(model),
      train: JSON.stringify(train),
      parameter_count: parameterCount,
      created_at: Date.now(),
    });
    this.#queue.advance();
    return this.get(id);
  }

  async resume(id: string): Promise<RunRecord> {
    const row = this.row(id);
    const journal = this.#queue.journalOf(row.key);
    if (journal?.row.state === 'paused') await this.#queue.command(journal, 'resume');
    else {
      this.#settled(row).transition('enqueue');
      this.#queue.written(row.key);
      this.#queue.advance();
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
    const journal = this.#queue.journalOf(row.key);
    if (journal === null) this.#settled(row).transition('stop');
    else await this.#queue.command(journal, 'stop');
    return this.get(id);
  }

  async delete(id: string): Promise<void> {
    const row = this.row(id);
    if (row.state === 'running') {
      throw new StudioError('run-busy', 'This run is training. Stop it before you delete it.', { runId: id });
    }
    const journal = this.#queue.journalOf(row.key);
    if (journal !== null) this.#queue.release(journal);
    this.#store.runs.delete(row.key);
    this.#queue.written(row.key);
    this.#feed.end(row.key);
    await this.#store.freeDisk();
  }

  metrics(id: string, afterStep: number, maxPoints: number): RunMetrics {
    const { key } = this.row(id);
    this.#queue.journalOf(key)?.flush();
    return {
      steps: this.#store.stepMetrics.listThinned(key, afterStep, maxPoints),
      epochs: this.#store.epochMetrics.list(key, afterStep),
    };
  }

  checkpoints(id: string): CheckpointRecord[] {
    return this.#store.checkpoints.list(this.row(id).key).map((row) => checkpointRecord(row, id));
  }

  watch(id: string, signal: AbortSignal | undefined): AsyncGenerator<RunUpdate, void, void> {
    return this.#feed.watch(this.row(id).key, () => this.get(id), signal);
  }

  /** For a run that no engine holds. A copy, so that an event that cannot be written down has not happened. */
  #settled(row: RunView): RunJournal {
    return new RunJournal({ ...row }, this.#store, this.#feed);
  }
}
