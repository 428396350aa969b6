import { skipToken, type QueryFunction, type QueryKey } from '@tanstack/query-core';
import { useQuery as useCachedQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { useStudio } from '../studio.ts';

export interface Question<T> {
  queryKey: QueryKey;
  queryFn: QueryFunction<T>;
  /** How long an answer is kept that nobody shows any more, in milliseconds; 0 where it must be a new one each time. */
  gcTime?: number;
}

export interface Query<T> {
  /** The latest answer to the present question, kept while it is asked again; null before the first one. */
  data: ComputedRef<T | null>;
  /** Null unless the question was last answered by an error. */
  error: ComputedRef<unknown>;
  reload(): Promise<void>;
  /** Takes over what a call has just said about it. */
  put(answer: T): void;
}

/**
 * Asks the host what `question` says, whenever it says something else, when the answer may have changed, and when a lost connection is
 * back; null asks nothing. All who ask the same share one answer.
 */
export function useQuery<T>(question: () => Question<T> | null): Query<T> {
  const { queryClient } = useStudio();
  const asked = computed(() => question() ?? { queryKey: ['nothing'], queryFn: skipToken });
  const { data, error, refetch } = useCachedQuery<T, unknown>(() => ({ ...asked.value, shallow: true }), queryClient);
  return {
    data: computed(() => data.value ?? null),
    error: computed(() => error.value),
    async reload() {
      await refetch();
    },
    put: (answer) => void queryClient.setQueryData(asked.value.queryKey, answer),
  };
}
