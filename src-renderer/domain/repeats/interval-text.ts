import type { Difference } from '../../../src-main/contract/groups/difference.ts';
import { isWithinNoise } from '../../../src-main/contract/groups/difference.ts';
import type { MeanInterval } from '../../../src-main/contract/groups/mean-interval.ts';
import type { Locale } from '../../locales/use-locale.ts';

type Write = (value: number) => string;

/** Returns an interval as 1.581 ± 0.012, with the half width of the 95 % interval; a single value stands alone. */
export function intervalText({ mean, halfWidth }: MeanInterval, write: Write): string {
  return halfWidth === null ? write(mean) : `${write(mean)} ± ${write(halfWidth)}`;
}

/** Returns a difference as −0.021 ± 0.015. */
export function differenceText(
  { difference, low, high }: Pick<Difference, 'difference' | 'low' | 'high'>,
  write: Write,
): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  return `${sign}${write(Math.abs(difference))} ± ${write((high - low) / 2)}`;
}

/**
 * Returns the verdict on a difference, which counts for nothing where the seeds alone may have made it. `lower` means
 * that a lower figure is better.
 */
export function differenceVerdict(found: Difference | null, lower: boolean, { t }: Pick<Locale, 't'>): string {
  if (found === null) return t('repeats.noNoiseKnown');
  if (isWithinNoise(found)) return t('repeats.none');
  return t(found.difference < 0 === lower ? 'repeats.better' : 'repeats.worse');
}
