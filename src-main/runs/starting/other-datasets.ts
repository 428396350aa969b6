import { randomUUID } from 'node:crypto';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import type { DatasetFit, TrainOnDataset } from '../../contract/datasets/dataset-fit-records.ts';
import type { RunParent, RunRecord } from '../../contract/runs/run-records.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { Runs } from '../runs.ts';
import type { TrainingQueue } from '../training/training-queue.ts';
import { preparationOf } from '../networks/preparation-of.ts';
import { checkDatasetFit, requireFit } from './dataset-fit.ts';

const longestName = 255;

/** Lets trained weights, also those that came from elsewhere, go on learning from a dataset that they have not been trained on. */
export class OtherDatasets {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #runs: Runs;
  readonly #queue: TrainingQueue;

  constructor(store: Store, datasets: Datasets, runs: Runs, queue: TrainingQueue) {
    this.#store = store;
    this.#datasets = datasets;
    this.#runs = runs;
    this.#queue = queue;
  }

  /** Throws `checkpoint-not-found` and `dataset-not-found`. */
  async check({ checkpointId, datasetId }: { checkpointId: string; datasetId: string }): Promise<DatasetFit> {
    const run = this.#runs.row(this.#runs.checkpoint(checkpointId).run_id);
    return checkDatasetFit(this.#datasets, this.#datasets.row(datasetId), await this.#networkOf(run));
  }

  /**
   * Starts a run that begins with the weights of a checkpoint and learns from another dataset, with the network's own tokenizer; its
   * optimizer begins anew. Throws `dataset-does-not-fit` with what differs, and what `runs.start` throws.
   */
  async train({ checkpointId, datasetId, name, train: wanted, startAt }: TrainOnDataset): Promise<RunRecord> {
    const fit = await this.check({ checkpointId, datasetId });
    requireFit(fit);
    const checkpoint = this.#runs.checkpoint(checkpointId);
    const parent = this.#runs.row(checkpoint.run_id);
    const dataset = this.#datasets.row(datasetId);
    const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const { task } = JSON.parse(parent.model) as ModelSpec;
    const before = JSON.parse(parent.train) as TrainSpec;
    const { epochs, batching } = defaultTraining(task);
    const train: TrainSpec = { ...before, epochs, batching, maxSteps: null, ...changes };
    await this.#runs.requireVariant(train);
    const id = randomUUID();
    const origin: RunParent = {
      runId: parent.id,
      runName: parent.name,
      checkpointId,
      step: checkpoint.step,
      optimizerState: 'fresh',
    };
    this.#store.transaction(() => {
      const runKey = this.#store.runs.insert({
        id,
        name: name ?? `${parent.name} · ${dataset.name}`.slice(0, longestName),
        dataset_key: dataset.key,
        analysis_key: this.#analysisOf(parent, fit.tokens ?? 0),
        preset_id: parent.preset_id,
        model: parent.model,
        train: JSON.stringify(train),
        preparation: parent.preparation,
        parameter_count: parent.parameter_count,
        parent: JSON.stringify(origin),
        created_at: Date.now(),
      });
      this.#store.runs.setStart(runKey, startAt ?? null);
      this.#store.checkpoints.insertCopy({
        id: randomUUID(),
        runKey,
        reason: 'branch',
        validationLoss: null,
        createdAt: Date.now(),
        progress: { ...initialProgress, optimizerSince: 0 },
        from: checkpoint.key,
        groups: ['parameter/'],
      });
      this.#runs.requireTrainable(this.#runs.row(id), train);
      this.#runs.settled(this.#runs.row(id)).rewind();
    });
    this.#runs.announce(id);
    this.#queue.enter(this.#runs.row(id).key);
    return this.#runs.get(id);
  }

  async #networkOf(run: RunView) {
    const analysis = this.#store.analyses.get(run.analysis_key);
    if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    const classes = await this.#datasets.classes(run.dataset_id);
    const model = JSON.parse(run.model) as ModelSpec;
    return { model, tokenizer: analysis.tokenizer, classes, preparation: preparationOf(run) };
  }

  /** The network's tokenizer with what this dataset has of its tokens: no dataset is to get the vocabulary of another one. */
  #analysisOf(parent: RunView, tokenCount: number): number {
    const analysis = this.#store.analyses.get(parent.analysis_key);
    if (analysis === null) throw new Error(`Run ${parent.id} has no tokenizer.`);
    const { tokenizer, vocabularySize } = analysis;
    const added = { tokenizer, tokenCount, vocabularySize, topFrequencies: [] };
    return this.#store.analyses.insert(this.#store.texts.insertForTokenizer(), added);
  }
}
