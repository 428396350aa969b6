import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../src-main/db/open-store.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A store with one dataset, on which any number of runs can be made. */
export async function temporaryStore(): Promise<{
  store: Store;
  dataDir: string;
  /** Adds a run, or a branch that began with a checkpoint. */
  addRun: (id: string, parent?: { checkpointId: string }) => number;
}> {
  const dataDir = temporaryFolder();
  const store = await openStore(dataDir);
  onTestFinished(() => store.close());
  const tokenizer = {
    spec: { type: 'character' as const, minimumFrequency: 1 },
    vocabulary: ['a', 'b'],
    unknownId: null,
    merges: [],
  };
  const analysis = { tokenizer, tokenCount: 3, vocabularySize: 2, topFrequencies: [{ token: 'a', count: 2 }] };
  const chunk = { compression: 'zstd' as const, content: new Uint8Array([1, 2, 3]) };
  const textKey = store.texts.begin();
  await store.texts.append(textKey, 0, chunk);
  const analysisKey = store.transaction(() => {
    store.texts.finish(textKey, 'hash', 3);
    store.datasets.insert({
      id: 'dataset',
      name: 'aba.txt',
      text_key: textKey,
      kind: 'text',
      layout: null,
      report: null,
      origin: null,
      byte_order_mark_removed: 0,
      created_at: 1,
    });
    return store.analyses.insert(textKey, analysis);
  });
  const addRun = (id: string, parent?: { checkpointId: string }) => {
    store.runs.insert({
      id,
      name: id,
      dataset_key: store.datasets.get('dataset')!.key,
      analysis_key: analysisKey,
      preset_id: 'char-rnn-s',
      model: '{}',
      parent: parent === undefined ? null : JSON.stringify(parent),
      preparation: null,
      train: '{}',
      parameter_count: 10,
      created_at: 1,
    });
    return store.runs.get(id)!.key;
  };
  return { store, dataDir, addRun };
}
