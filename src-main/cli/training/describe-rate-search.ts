import type { RatePick } from '../../../src-engine/spec/learning-rate-spec.ts';
import type { FollowedRateSearch } from './follow-rate-search.ts';

/** Returns the document for programs: the pick is a number, or null where there is none. */
export function rateSearchDocument({ points, pick, present }: FollowedRateSearch) {
  return {
    points,
    pick: pick?.learningRate ?? null,
    reason: pick?.reason ?? null,
    steepestAt: pick?.steepestAt ?? null,
    divergesAt: pick?.divergesAt ?? null,
    overshootsAt: pick?.overshootsAt ?? null,
    present,
    sentence: reasonOf(pick),
  };
}

/** Returns lines about the pick, its reason, and its use. */
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
    return 'The loss neither fell nor rose at any of them: look at the data and the network first, or train for a while before.';
  const { reason, steepestAt, divergesAt, overshootsAt } = pick;
  const told = (words: string, rate: number | null) => (rate === null ? null : `${words} (${formatRate(rate)})`);
  const byFall = told('two thirds of the rate in the middle of the loss’s fall', steepestAt);
  const byRise = told('a decade below the rate at which the loss rose again', divergesAt);
  const bounds = [byFall, byRise].filter((each) => each !== null);
  if (reason === 'overshoot') {
    const beyond = told('the rate from which on steps end beyond the minimum along their way', overshootsAt);
    const [bound] = bounds;
    if (bound === undefined) return `It is four times ${beyond}.`;
    return `It is in the middle between ${beyond} and ${bounds.length === 1 ? bound : `the lower one of ${bounds.join(' and ')}`}.`;
  }
  const [lower, higher] = reason === 'steepest-fall' ? [byFall, byRise] : [byRise, byFall];
  return `It is ${lower}${higher === null ? '' : `, which is lower than ${higher}`}.`;
}

const formatRate = (rate: number): string => String(Number(rate.toPrecision(2)));
