import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useStudio } from '../../../client/studio.ts';

export interface PromptToken {
  text: string;
  known: boolean;
}

const delayMs = 200;

/** Cuts the prompt as the run's tokenizer does. Empty while the answer is not for the present text, and where the host cannot be asked. */
export function usePromptTokens(runId: () => string, prompt: Ref<string>): ComputedRef<readonly PromptToken[]> {
  const { client, connection } = useStudio();
  const answer = shallowRef<{ runId: string; text: string; tokens: readonly PromptToken[] } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async () => {
    const question = { runId: runId(), text: prompt.value };
    if (question.text === '') return;
    try {
      const { tokens } = await client.playground.tokenize(question);
      answer.value = { ...question, tokens };
    } catch {
      // Marks are a convenience: generating tells the same, and its errors are shown.
      answer.value = null;
    }
  };

  watch(
    [runId, prompt, connection.generation],
    () => {
      clearTimeout(timer);
      timer = setTimeout(ask, delayMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  return computed(() =>
    answer.value?.runId === runId() && answer.value.text === prompt.value ? answer.value.tokens : [],
  );
}
