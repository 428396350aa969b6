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
  const bounds: Record<RatePick['reason'], { told: string; at: number | null }> = {
    'steepest-fall': { told: 'two thirds of the rate in the middle of the loss’s fall', at: steepestAt },
    'below-divergence': { told: 'a decade below the rate at which the loss rose again', at: divergesAt },
    overshoot: {
      told: 'two and a half times the rate from which on steps end beyond the minimum along their way',
      at: overshootsAt,
    },
  };
  const others = Object.entries(bounds).flatMap(([name, { told, at }]) =>
    name === reason || at === null ? [] : [`${told} (${formatRate(at)})`],
  );
  const { told, at } = bounds[reason];
  const lower = others.length === 0 ? '' : `, which is lower than ${others.join(', and than ')}`;
  return `It is ${told} (${formatRate(at ?? NaN)})${lower}.`;
}

const formatRate = (rate: number): string => String(Number(rate.toPrecision(2)));
