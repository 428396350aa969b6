import type { XAxis } from '../../charts/axes/x-axis.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** An axis of learning rates by their decimal logarithms, so that a decade is as wide everywhere. */
export function rateAxis({ t, number }: Pick<Locale, 't' | 'number'>): XAxis {
  const rateAt = (x: number) => Number((10 ** x).toPrecision(3));
  return {
    kind: 'step',
    name: t('rateFinder.axis'),
    format: (x) => number(rateAt(x)),
    phrase: (x) => t('rateFinder.atRate', { rate: number(rateAt(x)) }),
    formatTick: (x) => number(rateAt(x)),
    ticks: decades,
    write: rateAt,
  };
}

/** Returns whole decades, or every second or third of them where there is no room for all. */
function decades(min: number, max: number, most: number): number[] {
  const first = Math.ceil(min - 1e-9);
  const all = Array.from({ length: Math.max(0, Math.floor(max + 1e-9) - first + 1) }, (_, n) => first + n);
  const every = Math.max(1, Math.ceil(all.length / Math.max(1, most)));
  return all.filter((_, n) => n % every === 0);
}
