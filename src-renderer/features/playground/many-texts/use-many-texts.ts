import { onScopeDispose, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Continuation } from '../../../../src-engine/spec/generation-spec.ts';
import { applyChanges } from '../../../../src-main/contract/apply-changes.ts';
import type { GenerateManyInput, GenerateManyUpdate } from '../../../../src-main/contract/generate-many-records.ts';
import { useStudio } from '../../../client/studio.ts';
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
  const running = ref(false);
  const tokensPerSecond = ref<number | null>(null);
  const summary = shallowRef<Extract<GenerateManyUpdate, { type: 'end' }> | null>(null);
  const error = shallowRef<unknown>(null);
  let controller = new AbortController();

  const stop = () => controller.abort();
  onScopeDispose(stop);

  return {
    asked,
    texts,
    running: readonly(running),
    tokensPerSecond: readonly(tokensPerSecond),
    summary,
    error,
    stop,
    async write(input) {
      stop();
      const own = new AbortController();
      controller = own;
      asked.value = input;
      texts.value = [];
      summary.value = null;
      error.value = null;
      running.value = true;
      tokensPerSecond.value = null;
      const rateOf = createWritingRate();
      try {
        for await (const update of await client.playground.generateMany(input, { signal: own.signal })) {
          if (own !== controller) return;
          if (update.type === 'continuations') {
            texts.value = applyChanges(texts.value, update.continuations);
            tokensPerSecond.value = rateOf(texts.value.reduce((sum, { tokens }) => sum + tokens, 0));
          } else summary.value = update;
        }
      } catch (cause) {
        if (!own.signal.aborted) error.value = cause;
      } finally {
        if (own === controller) running.value = false;
      }
    },
  };
}
