import type { PreparationSummary } from '../../../src-main/contract/forecasting/forecast-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

const COUNTS = new Set(['rows', 'count', 'waves', 'windows', 'all']);

type Reason = PreparationSummary['reasons'][number];

/** Says why a table is prepared as it is; null for a reason that this window does not know. */
export function reasonText({ code, values }: Reason, locale: Locale): string | null {
  const { t, has } = locale;
  const key = `forecasting.reasons.${code}`;
  if (!has(key)) return null;
  const count = Number(values['rows'] ?? values['count'] ?? values['waves'] ?? 1);
  const written = Object.entries(values).map(([name, value]) => [name, writtenValue(name, value, locale)]);
  return t(key, Object.fromEntries(written) as Record<string, string>, count);
}

function writtenValue(name: string, value: string | number, { t, has, integer, number, percent }: Locale): string {
  const named = (key: string, plain: string) => (has(key) ? t(key) : plain);
  const all = (names: string, section: string): string =>
    names
      .split(', ')
      .map((each) => named(`forecasting.${section}.${each}`, each))
      .join(t('datasets.import.and'));
  if (typeof value === 'string') {
    if (name === 'cycles') return all(value, 'cycles');
    return name === 'method' || name === 'methods' ? all(value, 'methods') : value;
  }
  if (COUNTS.has(name)) return integer(value);
  return name === 'coverage' ? percent(value) : number(Number(value.toPrecision(3)));
}

/** Says what the network learns of each target: what a simple method leaves over, or the values themselves. */
export function baseText({ targets, bases }: Pick<PreparationSummary, 'targets' | 'bases'>, { t }: Locale): string[] {
  return targets.map((column, target) => {
    const base = bases[target] ?? 'zero';
    if (base === 'zero') return t('forecasting.learnsValues', { column });
    return t('forecasting.learnsRest', { column, method: t(`forecasting.methods.${base}`) });
  });
}
