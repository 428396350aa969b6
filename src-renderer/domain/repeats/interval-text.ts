import type { Difference } from '../../../src-main/contract/groups/difference.ts';
import { isWithinNoise } from '../../../src-main/contract/groups/difference.ts';
import type { MeanInterval } from '../../../src-main/contract/groups/mean-interval.ts';
import type { Locale } from '../../locales/use-locale.ts';

type Write = (value: number) => string;

/** 1.581 ± 0.012, the half width of the 95 % interval; only the value where there is one alone. */
export function intervalText({ mean, halfWidth }: MeanInterval, write: Write): string {
  return halfWidth === null ? write(mean) : `${write(mean)} ± ${write(halfWidth)}`;
}

/** −0.021 ± 0.015. */
export function differenceText(
  { difference, low, high }: Pick<Difference, 'difference' | 'low' | 'high'>,
  write: Write,
): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  return `${sign}${write(Math.abs(difference))} ± ${write((high - low) / 2)}`;
}

/** Says what a difference is worth: none where the seeds alone may have made it. `lower`: a lower figure is better. */
export function differenceVerdict(found: Difference | null, lower: boolean, { t }: Pick<Locale, 't'>): string {
  if (found === null) return t('repeats.noNoiseKnown');
  if (isWithinNoise(found)) return t('repeats.none');
  return t(found.difference < 0 === lower ? 'repeats.better' : 'repeats.worse');
}
