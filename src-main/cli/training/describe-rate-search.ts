import type { RatePick } from '../../../src-engine/spec/learning-rate-spec.ts';
import type { FollowedRateSearch } from './follow-rate-search.ts';

/** Returns what programs read: the pick is a number, or null where the loss fell at no rate. */
export function rateSearchDocument({ points, pick, present }: FollowedRateSearch) {
  return {
    points,
    pick: pick?.learningRate ?? null,
    reason: pick?.reason ?? null,
    steepestAt: pick?.steepestAt ?? null,
    divergesAt: pick?.divergesAt ?? null,
    present,
    sentence: reasonOf(pick),
  };
}

/** Returns the pick, its reason, and how to use it. */
export function describeRateSearch({ points, pick, present }: FollowedRateSearch): string[] {
  const tried = `Tried ${points.length} rates, from ${formatRate(points[0]?.learningRate ?? 0)} to ${formatRate(points.at(-1)?.learningRate ?? 0)}.`;
  if (pick === null) return [tried, reasonOf(pick)];
  return [
    tried,
    `Learning rate: ${formatRate(pick.learningRate)} (now ${formatRate(present)})`,
    reasonOf(pick),
    `Train with it: --learning-rate ${formatRate(pick.learningRate)}`,
  ];
}

function reasonOf(pick: RatePick | null): string {
  if (pick === null)
    return 'The loss fell at none of them: look at the data and the network first, or train for a while before.';
  const { reason, steepestAt, divergesAt } = pick;
  const end = divergesAt === null ? 'and no rate made it rise again' : `and it rose again at ${formatRate(divergesAt)}`;
  return reason === 'steepest-fall'
    ? `It is a third of ${formatRate(steepestAt)}, where the loss fell most steeply, ${end}.`
    : `It is a decade below ${formatRate(divergesAt ?? NaN)}, where the loss rose again; it fell most steeply at ${formatRate(steepestAt)}.`;
}

const formatRate = (rate: number): string => String(Number(rate.toPrecision(2)));
