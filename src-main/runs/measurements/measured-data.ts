import { createHash } from 'node:crypto';
import type { DataMeasurements, SplitData, SplitSpec } from '../../../src-engine/spec/data-measurements.ts';
import type { ModelSpec, Task } from '../../../src-engine/spec/model-spec.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../src-engine/spec/train-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import type { Datasets } from '../../datasets/datasets.ts';
import { hasDocuments } from '../../datasets/task-tokenizer.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import type { RunView } from '../../db/run-table.ts';
import type { EngineSupervisor } from '../engines/engine-supervisor.ts';
import { request } from '../engines/request.ts';
import type { Followed } from '../feed/follow-progress.ts';
import { SharedWork } from './shared-work.ts';

/** The version of the measurements: those of another version are made anew. */
const VERSION = 3;

/** The data of a training, begun or not. */
export interface TrainingData {
  dataset: DatasetRow;
  analysis: { key: number; tokenizer: TokenizerState };
  task: Task;
  train: SplitSpec;
}

export interface MeasuredDataOptions {
  store: Store;
  datasets: Datasets;
  /** The supervisor of another engine than the one that trains. */
  supervisor: EngineSupervisor;
}

/** Measures data as trainings split and tokenize it, on request, and keeps the figures. */
export class MeasuredData {
  readonly #options: MeasuredDataOptions;
  readonly #work = new SharedWork<DataMeasurements>();

  constructor(options: MeasuredDataOptions) {
    this.#options = options;
  }

  /** Returns the data of a run. Throws `dataset-missing`. */
  dataOf(run: RunView): TrainingData {
    const { datasets, store } = this.#options;
    const analysis = store.analyses.get(run.analysis_key);
    if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
    const { task } = JSON.parse(run.model) as ModelSpec;
    return { dataset: datasets.row(run.dataset_id), analysis, task, train: JSON.parse(run.train) as TrainSpec };
  }

  /** Returns the measurements that were made before; null means that there are none. */
  known(data: TrainingData): DataMeasurements | null {
    return this.#options.store.dataMeasurements.get(data.analysis.key, splitText(data));
  }

  /**
   * Resolves with the measurements, which takes some seconds where they were not made before. Rejects as `request`
   * does, and with the signal's reason.
   */
  async measure(data: TrainingData, followed: Followed): Promise<DataMeasurements> {
    const split = splitText(data);
    const known = this.known(data);
    if (known !== null) return known;
    return this.#work.ask(`${data.analysis.key} ${split}`, followed, async (shared) => {
      const measurements = await this.#ask(data, shared);
      const { store, datasets } = this.#options;
      store.transaction(() => {
        // The dataset may have been deleted meanwhile.
        if (datasets.find(data.dataset.id) !== null)
          store.dataMeasurements.insert(data.analysis.key, split, measurements);
      });
      return measurements;
    });
  }

  /** Returns the data as an engine reads it. */
  async splitData(data: TrainingData): Promise<SplitData> {
    const content = await this.#options.datasets.content(data.dataset);
    return { task: data.task, split: splitOf(data), tokenizer: data.analysis.tokenizer, content };
  }

  async #ask(data: TrainingData, { signal, onProgress }: Followed): Promise<DataMeasurements> {
    const { measurements } = await request(
      await this.#options.supervisor.connect(),
      { type: 'measure-data', data: await this.splitData(data) },
      {
        signal,
        onEvent(event) {
          if (event.type === 'progressed') onProgress(event.done, event.total);
        },
      },
    );
    signal.throwIfAborted();
    if (measurements === null) throw new Error('A measurement was cancelled that nobody cancelled.');
    return measurements;
  }
}

function splitOf({ train: { validationFraction, seed, batching } }: TrainingData): SplitSpec {
  return { validationFraction, seed, batching };
}

/** Returns a text that is the same for all trainings with the same data on both sides of the split. */
function splitText(data: TrainingData): string {
  const { dataset, task } = data;
  const { validationFraction, seed, batching = 1 } = splitOf(data);
  const isCutInTwo = taskFacts[task].reads === 'chunks' && (batching < 3 || !hasDocuments(dataset));
  const layout = createHash('sha256')
    .update(dataset.layout ?? '')
    .digest('hex');
  return JSON.stringify({
    version: VERSION,
    ...{ task, kind: dataset.kind, layout, validationFraction, batching },
    seed: isCutInTwo ? null : seed,
  });
}
