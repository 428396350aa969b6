import { computed, type ComputedRef } from 'vue';
import type { z } from 'zod';
import type { Recommendation, recommendInput } from '../../../src-main/contract/recipe-records.ts';
import { useQuery } from '../../client/queries/use-query.ts';
import { useStudio } from '../../client/studio.ts';

type RecommendationQuestion = z.input<typeof recommendInput>;

export interface Recommended {
  /** Null while nothing is asked, or it is being measured. */
  recommendation: ComputedRef<Recommendation | null>;
  isMeasuring: ComputedRef<boolean>;
  error: ComputedRef<unknown>;
  reload(): Promise<void>;
}

/** The network and the training that the studio chooses for a dataset and a time; `question` null asks nothing. */
export function useRecommendation(question: () => RecommendationQuestion | null): Recommended {
  const { queries } = useStudio();
  const answer = useQuery(() => {
    const input = question();
    return input && queries.runs.recommend.queryOptions({ input, staleTime: Infinity, gcTime: 0 });
  });
  return {
    recommendation: computed(() => answer.data.value),
    isMeasuring: computed(() => question() !== null && answer.data.value === null && answer.error.value === null),
    error: answer.error,
    reload: answer.reload,
  };
}
