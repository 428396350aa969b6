import type { EntityCounts } from '../../../src-engine/spec/evaluation-spec.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** Precision, recall, F1 and number of the entities of each type, beginning, end and type being right, and of all together. */
export function entityRows(
  entities: readonly EntityCounts[],
  { t, integer, percent }: Pick<Locale, 't' | 'integer' | 'percent'>,
): { name: string; cells: string[] }[] {
  const share = (part: number, whole: number) => (whole === 0 ? '–' : percent(part / whole, 1));
  const sum = (of: 'predicted' | 'actual' | 'correct') => entities.reduce((total, each) => total + each[of], 0);
  const all = {
    type: t('tagging.allTypes'),
    predicted: sum('predicted'),
    actual: sum('actual'),
    correct: sum('correct'),
  };
  return [...entities, ...(entities.length > 1 ? [all] : [])].map(({ type, predicted, actual, correct }) => ({
    name: type,
    cells: [share(correct, predicted), share(correct, actual), share(2 * correct, predicted + actual), integer(actual)],
  }));
}

/** The headings of these rows. */
export const entityHeadings = (t: Locale['t']): string[] => [
  t('metrics.precision'),
  t('metrics.recall'),
  'F1',
  t('tagging.count'),
];
