import type { ColumnFacts } from '../../../../src-main/contract/datasets/column-records.ts';
import type { Locale } from '../../../locales/use-locale.ts';

/** Says what the cells of a column are. */
export function holdingText({ t, has, integer }: Pick<Locale, 't' | 'has' | 'integer'>, column: ColumnFacts): string {
  const { holds, distinct, decimal, whole, timeFormat } = column;
  if (holds === 'category') return t('datasets.import.holds.category', { n: integer(distinct) }, distinct);
  if (holds === 'number') {
    if (decimal === ',') return t('datasets.import.holds.commaNumber');
    return t(whole ? 'datasets.import.holds.wholeNumber' : 'datasets.import.holds.number');
  }
  const format = `datasets.import.timeFormat.${timeFormat ?? ''}`;
  if (holds === 'time' && has(format)) return t('datasets.import.holds.timeAs', { format: t(format) });
  return t(`datasets.import.holds.${holds}`);
}

/** Says how many cells have no value, or another than the rest; null where all have. */
export function gapText({ t, integer }: Pick<Locale, 't' | 'integer'>, column: ColumnFacts): string | null {
  const kinds = ['empty', 'absent', 'unread'] as const;
  const told = kinds
    .filter((kind) => column[kind] > 0)
    .map((kind) => t(`datasets.import.cells.${kind}`, { n: integer(column[kind]) }, column[kind]));
  return told.length === 0 ? null : told.join(' · ');
}
