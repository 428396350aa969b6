import type { Locale } from '../../locales/use-locale.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Precision, recall, F1 and number of each class, from counts[actual][predicted]. */
export function classRows(
  classes: readonly string[],
  counts: readonly (readonly number[])[],
  { integer, percent }: Pick<Locale, 'integer' | 'percent'>,
): { name: string; cells: string[] }[] {
  const share = (part: number, whole: number) => (whole === 0 ? '–' : percent(part / whole, 1));
  return classes.map((name, id) => {
    const right = counts[id]?.[id] ?? 0;
    const support = sum(counts[id] ?? []);
    const predicted = sum(counts.map((row) => row[id] ?? 0));
    return {
      name,
      cells: [share(right, predicted), share(right, support), share(2 * right, predicted + support), integer(support)],
    };
  });
}

/** The headings of these rows. */
export const classHeadings = (t: Locale['t']): string[] => [
  t('metrics.precision'),
  t('metrics.recall'),
  'F1',
  t('metrics.support'),
];
