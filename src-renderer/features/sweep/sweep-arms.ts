import { isWithinNoise } from '../../../src-main/contract/groups/difference.ts';
import { armDifference, armInterval, type Arm, type FigureOf } from '../../domain/repeats/arms.ts';
import { differenceText, intervalText } from '../../domain/repeats/interval-text.ts';
import type { Locale } from '../../locales/use-locale.ts';
import type { RankedRun } from './ranking.ts';
import type { SweptName } from '../../../src-engine/sweeps/swept-values.ts';
import { valueText } from './value-text.ts';

/**
 * Returns the runs of a sweep in arms, each with the runs that differ only in their seeds, in the order of their
 * ranking.
 */
export function sweepArms(ranked: readonly RankedRun[], names: readonly SweptName[], locale: Locale): Arm[] {
  const settings = names.filter((name) => name !== 'seed');
  // Runs that have the tag but read other data, or cut it into other tokens, are no repeats of one another.
  const keyOf = ({ run: { datasetId, tokenizer, model, train, parent } }: RankedRun) =>
    JSON.stringify([datasetId, tokenizer, model, parent, { ...train, seed: null }]);
  return [...Map.groupBy(ranked, keyOf)].map(([id, members]) => ({
    id,
    name:
      settings
        .map((name) => `${locale.t(`sweep.names.${name}`)} ${valueText(name, members[0].values[name], locale)}`)
        .join(locale.t('sweep.and')) || members[0].run.name,
    runs: members.map(({ run }) => run),
  }));
}

interface Judged {
  figureOf: FigureOf;
  figureText: (value: number) => string;
  /** `true` means that a lower figure is better. */
  lower: boolean;
}

/**
 * Returns a sentence about the settings that are best by their means, and whether the second ones are worse by more
 * than the noise; null means that no run is over.
 */
export function armSentence(arms: readonly Arm[], { figureOf, figureText, lower }: Judged, { t, integer }: Locale) {
  const known = arms.flatMap((arm) => {
    const interval = armInterval(arm, figureOf);
    return interval === null ? [] : [{ arm, interval }];
  });
  const [best, second] = known.toSorted((a, b) =>
    lower ? a.interval.mean - b.interval.mean : b.interval.mean - a.interval.mean,
  );
  if (best === undefined) return null;
  const { count } = best.interval;
  const values = { settings: best.arm.name, value: intervalText(best.interval, figureText), n: integer(count) };
  const first = t('sweep.bestArm', values, count);
  if (second === undefined) return first;
  const found = armDifference(best.arm, second.arm, figureOf);
  if (found === null) return `${first} ${t('sweep.noiseUnknown')}`;
  const difference = differenceText(found, figureText);
  return `${first} ${t(isWithinNoise(found) ? 'sweep.withinNoise' : 'sweep.beyondNoise', { difference })}`;
}
