import { randomUUID } from 'node:crypto';
import type { Checkpoint, NamedTensor, TrainingProgress } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { OptimizerSpec, TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { pretrainedBeginning } from '../../../src-engine/training/pretrained-beginning.ts';
import { StudioError } from '../../contract/errors.ts';
import type { RunRecord } from '../../contract/runs/run-records.ts';
import type { StartRun } from '../../contract/runs/start-records.ts';
import type { CheckpointRow } from '../../db/checkpoint-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Runs } from '../runs.ts';
import { branchProgress } from '../starting/branch-progress.ts';
import type { TrainingQueue } from '../training/training-queue.ts';

/** A repeat of a run, with the settings that differ from it. */
export interface Repeat {
  train: Partial<TrainSpec> & Pick<TrainSpec, 'seed'>;
  name: string;
  startAt: number | undefined;
  /** The key of the group that it belongs to. */
  groupKey: number;
}

/** Trains runs again as they were trained, except for their seeds and the other settings of a repeat. */
export class Repeats {
  readonly #store: Store;
  readonly #runs: Runs;
  readonly #queue: TrainingQueue;

  constructor(store: Store, runs: Runs, queue: TrainingQueue) {
    this.#store = store;
    this.#runs = runs;
    this.#queue = queue;
  }

  /**
   * Puts a repeat into the queue: it begins with the same checkpoint as the run, or with the same word vectors, or else
   * with the values that its seed draws. Rejects as `runs.start` does, and with `checkpoint-not-found` where the run's
   * beginning was deleted.
   */
  async start(row: RunView, repeat: Repeat): Promise<RunRecord> {
    const beginning = this.#store.checkpoints.list(row.key)[0];
    if (row.parent !== null) return this.#startAt(row, beginning, repeat);
    if (beginning !== undefined && this.#wasGiven(row, beginning))
      return this.#startWithVectors(row, beginning, repeat);
    if (row.vector_share !== null) throw beginningMissing(row.id);
    return this.startAnew({ ...startOf(row), train: { ...trainOf(row), ...repeat.train } }, repeat);
  }

  /** Starts a run with this input, as a member of a group. */
  async startAnew(input: StartRun, { name, startAt, groupKey }: Omit<Repeat, 'train'>): Promise<RunRecord> {
    const later = startAt === undefined ? {} : { startAt };
    return this.#runs.start({ ...input, name, ...later }, (runKey) => this.#store.groups.put(runKey, groupKey));
  }

  /** Makes a run a member of a group. */
  join(runId: string, groupKey: number): RunRecord {
    this.#store.groups.put(this.#runs.row(runId).key, groupKey);
    this.#runs.announce(runId);
    return this.#runs.get(runId);
  }

  /** Tells whether a run began with weights that somebody brought, which were there before it had its first turn. */
  #wasGiven({ key }: RunView, { step, created_at: savedAt }: CheckpointRow): boolean {
    const begun = this.#store.runEvents.list(key).find(({ kind }) => kind === 'begin');
    return step === 0 && savedAt <= (begun?.at ?? Infinity);
  }

  #startAt(row: RunView, from: CheckpointRow | undefined, repeat: Repeat): RunRecord {
    if (from?.reason !== 'branch') throw beginningMissing(row.id);
    const before = JSON.parse(row.train) as TrainSpec;
    const train: TrainSpec = { ...before, ...repeat.train };
    const progress = JSON.parse(from.progress) as TrainingProgress;
    const start = branchProgress(progress, before, train);
    this.#runs.requireTrainable(row, train);
    const id = this.#store.transaction(() =>
      this.#insert(row, train, repeat, (runKey) =>
        this.#store.checkpoints.insertCopy({
          id: randomUUID(),
          runKey,
          reason: 'branch',
          validationLoss: null,
          createdAt: Date.now(),
          progress: start.progress,
          from: from.key,
          groups: start.groups,
        }),
      ),
    );
    return this.#enter(id);
  }

  /** Starts a repeat whose parameters are drawn anew, except the word vectors, which were brought. */
  async #startWithVectors(row: RunView, from: CheckpointRow, repeat: Repeat): Promise<RunRecord> {
    const model = JSON.parse(row.model) as ModelSpec;
    const train: TrainSpec = { ...(JSON.parse(row.train) as TrainSpec), ...repeat.train };
    const given = await this.#store.checkpoints.load(from, 'parameter/');
    const beginning = redrawn(model, given, train.seed);
    this.#runs.requireTrainable(row, train);
    const id = await this.#store.tensors.store(beginning.tensors, (tensors) =>
      this.#insert(row, train, repeat, (runKey) =>
        this.#store.checkpoints.insert({
          id: randomUUID(),
          runKey,
          reason: 'branch',
          validationLoss: null,
          createdAt: Date.now(),
          progress: beginning.progress,
          tensors,
        }),
      ),
    );
    return this.#enter(id);
  }

  /** Inserts the run and returns its id; it must be called in a transaction. */
  #insert(row: RunView, train: TrainSpec, repeat: Repeat, addBeginning: (runKey: number) => void): string {
    const id = randomUUID();
    const runKey = this.#store.runs.insert({
      id,
      name: repeat.name,
      dataset_key: row.dataset_key,
      analysis_key: row.analysis_key,
      preset_id: row.preset_id,
      model: row.model,
      train: JSON.stringify(train),
      preparation: row.preparation,
      parameter_count: row.parameter_count,
      parent: row.parent,
      created_at: Date.now(),
    });
    this.#store.runs.setStart(runKey, repeat.startAt ?? null);
    this.#store.groups.put(runKey, repeat.groupKey);
    addBeginning(runKey);
    this.#runs.settled(this.#runs.row(id)).rewind();
    return id;
  }

  /** Puts the run into the queue. This comes after all of it is on the disk, since the engine reads it from there. */
  #enter(id: string): RunRecord {
    this.#runs.announce(id);
    this.#queue.enter(this.#runs.row(id).key);
    return this.#runs.get(id);
  }
}

/** Returns the input of `runs.start` that trains the same run again. */
export function startOf(row: RunView): StartRun {
  return {
    datasetId: row.dataset_id,
    presetId: row.preset_id,
    model: JSON.parse(row.model) as ModelSpec,
    tokenizer: JSON.parse(row.tokenizer_spec) as TokenizerSpec,
    train: trainOf(row),
  };
}

/** The settings of the run, including those that older studios left out: a new run would have the newer ones. */
function trainOf(row: RunView): TrainSpec {
  const train = JSON.parse(row.train) as TrainSpec;
  return { ...train, batching: train.batching ?? 1, optimizer: saidOptimizer(train.optimizer) };
}

const saidOptimizer = (optimizer: OptimizerSpec): OptimizerSpec =>
  optimizer.type === 'adamw' ? { ...optimizer, decayBiases: optimizer.decayBiases ?? true } : optimizer;

function redrawn(model: ModelSpec, { tensors }: Checkpoint, seed: number): Checkpoint {
  const embedding = model.layers.findIndex(({ type }) => type === 'embedding');
  const table = tensors.find(({ name }) => name.startsWith(`parameter/${embedding}.`));
  if (table === undefined) throw new Error('The vectors with which a run began are not in its first checkpoint.');
  return pretrainedBeginning(model, rowsOf(table), seed);
}

function rowsOf({ shape, bytes, type }: NamedTensor) {
  const [rows = 0, dim = 0] = shape;
  const copy = bytes.slice().buffer;
  const values = type === 'float32' ? new Float32Array(copy) : Float32Array.from(new Float64Array(copy));
  const vectors = new Map(Array.from({ length: rows }, (_, id) => [id, values.slice(id * dim, (id + 1) * dim)]));
  return { dim, vectors };
}

function beginningMissing(runId: string): StudioError {
  const message = 'The checkpoint with which this run began was deleted, so that it cannot be repeated.';
  return new StudioError('checkpoint-not-found', message, { runId });
}
