import type { Ref, ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { replaceCells } from '../../../../src-engine/models/replace-cells.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { ModelDocument } from '../../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { describeModel } from '../../../domain/models/describe-model.ts';
import type { WordVectors } from '../../../domain/training/vectors/use-word-vectors.ts';
import { useAction } from '../../../ui/use-action.ts';

const longestName = 255;

/** Starts the run of a model, and that of its rival after it, and goes where they can be watched. */
export function useTrainingStart(): {
  starting: Readonly<Ref<boolean>>;
  failure: Readonly<ShallowRef<unknown>>;
  start(document: ModelDocument, dataset: DatasetRecord, vectors: WordVectors): Promise<void>;
} {
  const { client, runList } = useStudio();
  const router = useRouter();
  const action = useAction(
    async (
      { name, tokenizer, model, train, rival }: ModelDocument,
      dataset: DatasetRecord,
      vectors: WordVectors,
    ): Promise<void> => {
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
      const { id: runId } = await run(model, rival !== null);
      if (rival !== null) await run(replaceCells(model, rival), false);
      if (vectors.start.value) vectors.taken();
      await router.push(rival === null ? { name: 'run', params: { runId } } : { name: 'runs' });
    },
  );
  return { starting: action.isPending, failure: action.error, start: action.run };
}
