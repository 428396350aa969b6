import { elementCount, parameterSpecs } from '../../src-engine/models/parameter-specs.ts';
import { modelTemplates } from '../../src-engine/models/templates.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type { DataSizesRecord, ModelTemplateRecord, SavedModelRecord, SaveModel } from '../contract/model-records.ts';
import { dataSizes } from '../datasets/data-sizes.ts';
import type { Datasets } from '../datasets/datasets.ts';
import type { ModelRow } from '../db/model-table.ts';
import type { Store } from '../db/open-store.ts';

/** The vocabulary for which templates are shown before a dataset is chosen. */
const exampleVocabularySize = 100;

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

  dataSizes(datasetId: string, tokenizer: TokenizerSpec): Promise<DataSizesRecord> {
    return dataSizes(this.#datasets, this.#datasets.row(datasetId), tokenizer);
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
    train: JSON.parse(row.train) as TrainSpec,
    rival: row.rival as SavedModelRecord['rival'],
    parameterCount: countParameters(model),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function countParameters(model: ModelSpec): number {
  return parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
