import type { StepInsightRecord } from '../../contract/insight-records.ts';

/** The saturated share of a gate or state of a recurrent layer. */
export interface Saturated {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  loop: string;
  share: number;
}

/** The share of the looks, at the end of a training, that are judged together. */
const lastPart = 1 / 3;

/** Returns the last of these looks. */
export function lastLooks(looks: readonly StepInsightRecord[]): readonly StepInsightRecord[] {
  return looks.slice(Math.floor(looks.length * (1 - lastPart)));
}

/**
 * Returns the saturated share of each gate and state, as a mean over the looks; a relu has no end at which it
 * saturates.
 */
export function saturatedShares(looks: readonly StepInsightRecord[]): Saturated[] {
  const sums = new Map<string, Saturated & { count: number }>();
  for (const { saturation } of looks) {
    for (const { loop, variable, activation, low, high } of saturation) {
      if (activation === 'relu') continue;
      const key = `${loop} ${variable}`;
      const known = sums.get(key) ?? { loop, share: 0, count: 0 };
      sums.set(key, { loop, share: known.share + low + high, count: known.count + 1 });
    }
  }
  return [...sums.values()].map(({ loop, share, count }) => ({ loop, share: share / count }));
}

/** Returns the mean share of all gates and states; null where there are none. */
export function meanSaturation(looks: readonly StepInsightRecord[]): number | null {
  const shares = saturatedShares(looks);
  return shares.length === 0 ? null : shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
}

/**
 * The share of saturated values among all gates and states, from which they may be stuck; single gates may be as
 * decided as that, and so may all gates of a network that learns fast.
 */
const mostSaturated = 0.92;
/** The share of units that are also silent all the time, from which nothing decides any more. */
const mostSilent = 0.2;

/**
 * Returns the saturated share of all gates and states at the end of a training that has left many units silent; null
 * means that it has not.
 */
export function stuckShare(looks: readonly StepInsightRecord[]): number | null {
  const saturated = meanSaturation(lastLooks(looks)) ?? 0;
  const silent = Math.max(0, ...(looks.at(-1)?.units ?? []).map(({ dead }) => dead));
  return saturated >= mostSaturated && silent >= mostSilent ? saturated : null;
}
