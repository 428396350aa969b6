import { elementCount, parameterSpecs } from '../../src-engine/models/parameter-specs.ts';
import { defaultTraining } from '../../src-engine/models/presets.ts';
import { modelTemplates } from '../../src-engine/models/templates.ts';
import type { ModelSpec, Task } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type {
  CutTextsRecord,
  DataSizesRecord,
  ModelTemplateRecord,
  SavedModelRecord,
  SaveModel,
} from '../contract/model-records.ts';
import { findCutTexts } from '../datasets/cut-texts.ts';
import { dataSizes } from '../datasets/data-sizes.ts';
import type { Datasets } from '../datasets/datasets.ts';
import { tokenizerForTask } from '../datasets/task-tokenizer.ts';
import type { ModelRow } from '../db/model-table.ts';
import type { Store } from '../db/open-store.ts';

/** The vocabulary for which templates are shown before a dataset is chosen. */
const exampleVocabularySize = 100;

interface DataSizesInput {
  datasetId: string;
  tokenizer: TokenizerSpec;
  task?: Task | undefined;
}

interface CutTextsInput {
  datasetId: string;
  tokenizer: TokenizerSpec;
  sequenceLength: number;
}

/** The models that a person builds, and what there is to begin from. */
export class Models {
  readonly #store: Store;
  readonly #datasets: Datasets;

  constructor(store: Store, datasets: Datasets) {
    this.#store = store;
    this.#datasets = datasets;
  }

  list(): SavedModelRecord[] {
    return this.#store.models.list().map(savedModelRecord);
  }

  /** Throws `model-not-found`. */
  get(id: string): SavedModelRecord {
    const row = this.#store.models.get(id);
    if (row === undefined) throw new StudioError('model-not-found', 'This model does not exist any more.', { id });
    return savedModelRecord(row);
  }

  /** A dataset that was deleted meanwhile does not keep the model from being saved. */
  save({ id, name, datasetId, tokenizer, model, train, rival }: SaveModel): SavedModelRecord {
    const dataset = datasetId === null ? undefined : this.#store.datasets.get(datasetId);
    this.#store.models.put({
      id,
      name,
      dataset_key: dataset?.key ?? null,
      tokenizer: JSON.stringify(tokenizer),
      model: JSON.stringify(model),
      train: JSON.stringify(train),
      rival,
      updated_at: Date.now(),
    });
    return this.get(id);
  }

  /** Its row, or null where there is none. */
  row(id: string): ModelRow | null {
    return this.#store.models.get(id) ?? null;
  }

  templates(): ModelTemplateRecord[] {
    return modelTemplates(exampleVocabularySize).map((template) => ({
      ...template,
      parameterCount: countParameters(template.model),
    }));
  }

  /** Returns the sizes that a new run of the task would have; without a task, those of the tokenizer as it is. */
  dataSizes({ datasetId, tokenizer, task }: DataSizesInput): Promise<DataSizesRecord> {
    const dataset = this.#datasets.row(datasetId);
    const spec = task === undefined ? tokenizer : tokenizerForTask(tokenizer, task, dataset);
    return dataSizes(this.#datasets, dataset, spec, task);
  }

  /** Tells what a new classifier with these settings would not read. */
  cutTexts({ datasetId, tokenizer, sequenceLength }: CutTextsInput): Promise<CutTextsRecord | null> {
    const dataset = this.#datasets.row(datasetId);
    const spec = tokenizerForTask(tokenizer, 'classification', dataset);
    return findCutTexts(this.#datasets, dataset, { tokenizer: spec, keptTokens: sequenceLength });
  }
}

function savedModelRecord(row: ModelRow): SavedModelRecord {
  const model = JSON.parse(row.model) as ModelSpec;
  return {
    id: row.id,
    name: row.name,
    datasetId: row.dataset_id,
    tokenizer: JSON.parse(row.tokenizer) as TokenizerSpec,
    model,
    // A training from here on is new, whatever the rules were when the model was saved.
    train: { ...(JSON.parse(row.train) as TrainSpec), batching: defaultTraining(model.task).batching },
    rival: row.rival as SavedModelRecord['rival'],
    parameterCount: countParameters(model),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function countParameters(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
