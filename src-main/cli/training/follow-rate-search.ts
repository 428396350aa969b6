import type { RatePoint, RateSearch } from '../../../src-engine/spec/learning-rate-spec.ts';
import type { LearningRateUpdate } from '../../contract/learning-rate-records.ts';
import { showProgress } from '../import-model.ts';
import { onInterruption } from '../interruption.ts';

/** A search that is over, with all its points. */
export interface FollowedRateSearch extends RateSearch {
  points: RatePoint[];
}

/** Shows how far a search is. Resolves with null where a person has ended it. */
export async function followRateSearch(
  begin: (signal: AbortSignal) => Promise<AsyncIterable<LearningRateUpdate>>,
): Promise<FollowedRateSearch | null> {
  const cancellation = new AbortController();
  const stopListening = onInterruption(() => cancellation.abort());
  const points: RatePoint[] = [];
  try {
    for await (const update of await begin(cancellation.signal)) {
      if (update.type === 'found') return { pick: update.pick, present: update.present, points };
      points.push(...update.points);
      showProgress(`Looking for a learning rate: ${points.at(-1)?.learningRate.toPrecision(2) ?? ''}`);
    }
  } catch (error) {
    if (!cancellation.signal.aborted) throw error;
  } finally {
    stopListening();
    showProgress('');
  }
  return null;
}
