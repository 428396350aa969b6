import type { RatePoint, RateSearch } from '../../../src-engine/spec/learning-rate-spec.ts';
import type { LearningRateUpdate } from '../../contract/doctor/learning-rate-records.ts';
import { followStream } from '../follow-stream.ts';
import { showProgress } from '../import-model.ts';

/** A search that is over, with all its points. */
export interface FollowedRateSearch extends RateSearch {
  points: RatePoint[];
}

/** Shows how far a search is. Resolves with null where a person has ended it. */
export function followRateSearch(
  begin: (signal: AbortSignal) => Promise<AsyncIterable<LearningRateUpdate>>,
): Promise<FollowedRateSearch | null> {
  const points: RatePoint[] = [];
  return followStream(begin, (update) => {
    if (update.type === 'found') return { pick: update.pick, present: update.present, points };
    points.push(...update.points);
    showProgress(`Looking for a learning rate: ${points.at(-1)?.learningRate.toPrecision(2) ?? ''}`);
    return undefined;
  });
}
