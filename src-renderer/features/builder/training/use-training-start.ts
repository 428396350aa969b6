import { shallowRef, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { replaceCells } from '../../../../src-engine/models/replace-cells.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { ModelDocument } from '../../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../../src-main/contract/records.ts';
import { useStudio } from '../../../client/studio.ts';
import { describeModel } from '../../../domain/models/describe-model.ts';
import type { WordVectors } from './use-word-vectors.ts';

const longestName = 255;

/** Starts the run of a model, and that of its rival after it, and goes where they can be watched. */
export function useTrainingStart(): {
  starting: Readonly<ShallowRef<boolean>>;
  failure: Readonly<ShallowRef<unknown>>;
  start(document: ModelDocument, dataset: DatasetRecord, vectors: WordVectors): Promise<void>;
} {
  const { client, runList } = useStudio();
  const router = useRouter();
  const starting = shallowRef(false);
  const failure = shallowRef<unknown>(null);

  return {
    starting,
    failure,
    async start({ name, tokenizer, model, train, rival }, dataset, vectors) {
      if (starting.value) return;
      starting.value = true;
      failure.value = null;
      const run = async (own: ModelSpec, keepFile: boolean) => {
        const network = describeModel(own);
        const parts = [dataset.name, name.trim(), rival === null && name.trim() !== '' ? '' : network];
        const started = await client.runs.start({
          datasetId: dataset.id,
          name: parts
            .filter((part) => part !== '')
            .join(' · ')
            .slice(0, longestName),
          tokenizer,
          presetId: null,
          model: own,
          train,
          ...(vectors.start.value && { vectors: { ...vectors.start.value, keepFile } }),
        });
        runList.put(started);
        return started;
      };
      try {
        const { id: runId } = await run(model, rival !== null);
        if (rival !== null) await run(replaceCells(model, rival), false);
        if (vectors.start.value) vectors.taken();
        await router.push(rival === null ? { name: 'run', params: { runId } } : { name: 'runs' });
      } catch (error) {
        failure.value = error;
      } finally {
        starting.value = false;
      }
    },
  };
}
