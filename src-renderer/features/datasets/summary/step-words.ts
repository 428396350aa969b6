import type { TimeStep } from '../../../../src-engine/spec/series-layout.ts';
import type { Locale } from '../../../locales/use-locale.ts';

const calendarWords = { '7 day': 'week', '3 month': 'quarter' } as const;

/** Says how far rows are apart: `every month`, `every 15 minutes`, `every 1/12`. */
export function stepText({ t, number }: Pick<Locale, 't' | 'number'>, { unit, count }: TimeStep): string {
  const parts = Math.round(1 / count);
  const isPart = unit === 'number' && parts > 1 && Math.abs(parts * count - 1) < 1e-9 && !Number.isInteger(count * 100);
  if (isPart) return t('datasets.step.number', { n: `1/${parts}` });
  if (unit === 'number') return t('datasets.step.number', { n: number(count) });
  const word = calendarWords[`${count} ${unit}` as keyof typeof calendarWords];
  if (word !== undefined) return t(`datasets.step.${word}`);
  return t(`datasets.step.${unit}`, { n: number(count) }, count);
}
