import { readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Continuation } from '../../../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../../../../src-main/contract/apply-changes.ts';
import type {
  GenerateManyInput,
  GenerateManyUpdate,
} from '../../../../src-main/contract/writing/generate-many-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useRestartableAction } from '../../../ui/use-action.ts';
import { createWritingRate } from '../../../domain/writing/writing-rate.ts';

export interface ManyTexts {
  /** The request behind the present or coming texts; null before the first one. */
  asked: Readonly<ShallowRef<GenerateManyInput | null>>;
  texts: Readonly<ShallowRef<readonly Continuation[]>>;
  running: Readonly<Ref<boolean>>;
  /** The speed of all texts together while they are written; null where it is not known yet. */
  tokensPerSecond: Readonly<Ref<number | null>>;
  /** null before the end, and when it failed. */
  summary: Readonly<ShallowRef<Extract<GenerateManyUpdate, { type: 'end' }> | null>>;
  error: Readonly<ShallowRef<unknown>>;
  /** Begins anew; what was being written stops. */
  write(input: GenerateManyInput): Promise<void>;
  /** Keeps what has been written. */
  stop(): void;
}

/** Several continuations of one prompt that are written at once. */
export function useManyTexts(): ManyTexts {
  const { client } = useStudio();
  const asked = shallowRef<GenerateManyInput | null>(null);
  const texts = shallowRef<readonly Continuation[]>([]);
  const tokensPerSecond = ref<number | null>(null);
  const summary = shallowRef<Extract<GenerateManyUpdate, { type: 'end' }> | null>(null);

  const writing = useRestartableAction(async (signal, input: GenerateManyInput) => {
    asked.value = input;
    texts.value = [];
    summary.value = null;
    tokensPerSecond.value = null;
    const rateOf = createWritingRate();
    for await (const update of await client.playground.generateMany(input, { signal })) {
      if (!writing.isCurrent(signal)) return;
      if (update.type === 'continuations') {
        texts.value = applyChanges(texts.value, update.continuations);
        tokensPerSecond.value = rateOf(texts.value.reduce((sum, { tokens }) => sum + tokens, 0));
      } else summary.value = update;
    }
  });

  return {
    asked,
    texts,
    running: writing.isPending,
    tokensPerSecond: readonly(tokensPerSecond),
    summary,
    error: writing.error,
    stop: writing.stop,
    write: writing.run,
  };
}
