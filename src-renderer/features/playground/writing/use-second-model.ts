import { refDebounced } from '@vueuse/core';
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { CheckpointRecord } from '../../../../src-main/contract/runs/checkpoint-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { tokensOnlyReadBy } from '../../../domain/writing/prompt/unreadable-tokens.ts';
import { secondModel, type ChosenModel } from './second-model.ts';
import type { WritingModelProps } from './writing.ts';

interface SecondModelQuestion {
  model: WritingModelProps;
  prompt: () => string;
  /** The checkpoints of the first model's run. */
  checkpoints: () => readonly CheckpointRecord[];
  /** The person's own choice; null means that there is none. */
  chosen: () => ChosenModel | null;
}

/** The pause after which a person has finished typing. */
const settleMs = 300;

/**
 * The model beside the first one: the one that a person chose, or the best suited of those that can read the prompt.
 */
export function useSecondModel({ model, prompt, checkpoints, chosen }: SecondModelQuestion): ComputedRef<ChosenModel> {
  const { client } = useStudio();
  /** The runs whose models cannot read the prompt. */
  const unsuited = shallowRef<ReadonlySet<string>>(new Set());
  const proposed = (without: ReadonlySet<string>) =>
    secondModel(
      model.run,
      model.runs.filter(({ id }) => !without.has(id)),
      checkpoints(),
    );

  let latest = 0;
  async function find(text: string): Promise<void> {
    const own = ++latest;
    const without = new Set<string>();
    for (;;) {
      const { runId } = proposed(without);
      if (
        runId === model.run.id ||
        (await tokensOnlyReadBy(client, { reader: model.run.id, runId }, text)).length === 0
      )
        break;
      without.add(runId);
    }
    if (own === latest) unsuited.value = without;
  }
  const settled = refDebounced(computed(prompt), settleMs);
  watch([settled, () => model.run.id, () => model.runs.map(({ id }) => id).join()], () => find(settled.value), {
    immediate: true,
  });

  return computed(() => chosen() ?? proposed(unsuited.value));
}
