import type { Understood } from '../../../../src-main/contract/datasets/column-records.ts';
import type { ColumnRole } from '../../../../src-main/contract/datasets/import-content.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { placesText } from './place-words.ts';
import { stepText } from './step-words.ts';

type Words = Pick<Locale, 't' | 'has' | 'integer' | 'number'>;

export interface UnderstoodWords {
  sentence: string;
  details: string[];
}

/** Says what was understood of a table: in one sentence, and what else there is to know. */
export function understoodText(locale: Words, understood: Understood): UnderstoodWords {
  const { t, integer } = locale;
  const { rowsUsed, time, seriesCount, plannedRows } = understood;
  const columns = namesOf(locale, understood, 'predict');
  const label = namesOf(locale, understood, 'label');
  const rows = t('datasets.understood.rows', { n: integer(rowsUsed) }, rowsUsed);
  const text = namesOf(locale, understood, 'text');
  const flawsFound = flaws(locale, understood);
  if (text !== null) {
    const key = label === null ? 'write' : 'classifyTexts';
    const sentence = t(`datasets.understood.${key}`, { text, label: label ?? '', rows });
    return { sentence, details: [...rolesText(locale, understood), ...flawsFound].filter((detail) => detail !== null) };
  }
  const task =
    columns === null
      ? t('datasets.understood.classify', { label: label ?? '', rows })
      : t('datasets.understood.forecast', { columns, rows });
  const range =
    time === null
      ? t('datasets.understood.counted')
      : t('datasets.understood.range', { from: time.from, to: time.to, step: stepText(locale, time.step) });
  const several = seriesCount > 1 ? t('datasets.understood.series', { n: integer(seriesCount) }, seriesCount) : null;
  const planned = plannedRows > 0 ? t('datasets.understood.planned', { n: integer(plannedRows) }, plannedRows) : null;
  const clocks = time?.zone ?? null;
  const zone = clocks === null ? null : t('datasets.understood.zone', { zone: clocks });
  const details = [several, ...rolesText(locale, understood), zone, planned, ...flawsFound];
  return { sentence: `${task} ${range}`, details: details.filter((detail) => detail !== null) };
}

function rolesText(locale: Words, understood: Understood): (string | null)[] {
  const told = ['read', 'known-ahead', 'ignore'] as const;
  return told.map((role) => {
    const columns = namesOf(locale, understood, role);
    return columns === null ? null : locale.t(`datasets.understood.role.${role}`, { columns });
  });
}

function namesOf({ t }: Words, { columns }: Understood, role: ColumnRole): string | null {
  const names = columns
    .filter((column) => column.role === role)
    .map(({ name }) => t('datasets.import.quoted', { name }));
  return names.length === 0 ? null : names.join(t('datasets.import.and'));
}

function flaws(locale: Words, { gaps, duplicates, missing, rowsDropped }: Understood): string[] {
  const { t, integer } = locale;
  const told: string[] = [];
  const add = (
    kind: 'gaps' | 'duplicates' | 'missing',
    { count, places, treatment }: Understood['duplicates'],
    n = count,
  ) => {
    if (count === 0) return;
    const key = `datasets.understood.done.${treatment ?? ''}`;
    const done = locale.has(key) ? t(key) : '';
    const values = { n: integer(count), rows: integer(n), places: placesText(locale, places, count), done };
    told.push(t(`datasets.understood.${kind}`, values, count));
  };
  add('gaps', gaps, gaps.rows);
  add('duplicates', duplicates);
  add('missing', missing);
  for (const { reason, count, places } of rowsDropped) {
    const values = {
      n: integer(count),
      why: t(`datasets.understood.dropped.${reason}`),
      places: placesText(locale, places, count),
    };
    told.push(t('datasets.understood.droppedRows', values, count));
  }
  return told;
}
