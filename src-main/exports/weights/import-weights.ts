import { randomUUID } from 'node:crypto';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import type { TokenizerState } from '../../../src-engine/spec/tokenizer-spec.ts';
import { taskFacts } from '../../../src-engine/tasks/facts.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import type { WeightsInspection } from '../../contract/weights-import-records.ts';
import type { DatasetRow } from '../../db/dataset-table.ts';
import type { Store } from '../../db/open-store.ts';
import { namedParameters } from '../stored-network.ts';

const longestNotes = 10_000;
const formats = { safetensors: 'safetensors', pytorch: 'PyTorch', keras: 'Keras' } as const;

/**
 * Makes a finished run of a network from elsewhere, all at once. `dataset`: on what it can be trained on; null means on nothing. An optimizer
 * begins anew. Gives the run's id.
 */
export async function importWeights(
  store: Store,
  network: TrainedModel,
  inspection: WeightsInspection,
  dataset: DatasetRow | null,
): Promise<string> {
  const { name, model, step } = network;
  const id = randomUUID();
  await store.tensors.store(namedParameters(network), (tensors) => {
    const dataset_key = dataset?.key ?? unknownDataset(store, network, inspection.fileName);
    const key = store.runs.insertArriving({
      id,
      name,
      dataset_key,
      analysis_key: analysisOf(store, network.tokenizer),
      preset_id: null,
      model: JSON.stringify(model),
      preparation: network.preparation === undefined ? null : JSON.stringify(network.preparation),
      train: JSON.stringify({ ...defaultTraining(model.task), epochs: 1 }),
      parameter_count: parameterSpecs(model).reduce((sum, { shape }) => sum + elementCount(shape), 0),
      parent: null,
      created_at: Date.now(),
    });
    const row = store.runs.arriving(key);
    if (row === undefined) throw new Error('A run that was just stored is not there.');
    store.runs.describe(key, { name, tags: '[]', notes: describeOrigin(inspection) });
    store.runs.update({ ...row, state: 'finished', step });
    store.checkpoints.insert({
      id: randomUUID(),
      runKey: key,
      reason: 'finish',
      validationLoss: null,
      createdAt: Date.now(),
      progress: { ...initialProgress, step, optimizerSince: step },
      tensors,
    });
    store.runs.arrived(key);
  });
  return id;
}

function describeOrigin({ fileName, format, leftOut }: WeightsInspection): string {
  const without = leftOut.filter(({ effect }) => effect === 'ignored').map(({ tensor }) => tensor);
  const left = without.length === 0 ? '' : ` Left out: ${without.join(', ')}.`;
  return `Imported from ${fileName} (${formats[format]}).${left}`.slice(0, longestNotes);
}

/** Nothing of it is here, and nothing is known about it. */
function unknownDataset(store: Store, { model }: TrainedModel, fileName: string): number {
  const hash = `unknown ${randomUUID()}`;
  const text_key = store.texts.insertMissing(hash, 0);
  store.datasets.insertMissing({
    id: randomUUID(),
    text_key,
    name: fileName.slice(0, 255),
    kind: taskFacts[model.task].datasets[0],
    layout: null,
    report: null,
    origin: null,
    byte_order_mark_removed: 0,
    created_at: Date.now(),
  });
  const added = store.datasets.findByHash(hash);
  if (added === undefined) throw new Error('A dataset that was just stored is not there.');
  return added.key;
}

/** One that belongs to the run: no dataset is to get a foreign vocabulary. */
function analysisOf(store: Store, tokenizer: TokenizerState | null): number {
  const state = tokenizer ?? {
    spec: { type: 'character' as const, minimumFrequency: 1 },
    vocabulary: [],
    unknownId: null,
    merges: [],
  };
  return store.analyses.insert(store.texts.insertForTokenizer(), {
    tokenizer: state,
    tokenCount: 0,
    vocabularySize: state.vocabulary.length,
    topFrequencies: [],
  });
}
