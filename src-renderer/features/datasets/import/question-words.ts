import type { ImportAnswer, ImportQuestion } from '../../../../src-main/contract/column-records.ts';
import type { Locale } from '../../../locales/use-locale.ts';
import { placesText } from '../summary/place-words.ts';
import { stepText } from '../summary/step-words.ts';

type Words = Pick<Locale, 't' | 'has' | 'integer' | 'number' | 'percent'>;

/** Puts a question of the host into the words of the window. */
export function questionText(locale: Words, question: ImportQuestion): string {
  const { t, integer } = locale;
  const { id, values, places, step } = question;
  const counted = typeof values['count'] === 'number' ? values['count'] : undefined;
  const shown = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? integer(value) : value]),
  );
  const told: Record<string, string> = {
    ...shown,
    places: placesText(locale, places, counted ?? places.length),
    step: step === null ? '' : stepText(locale, step),
  };
  return t(`datasets.import.ask.${id}`, told, counted);
}

/** Names what an answer makes of the table. */
export function answerText(
  { t }: Words,
  { id: asked, values }: ImportQuestion,
  { id, columns, content }: ImportAnswer,
): { label: string; hint?: string } {
  const names = columns.map((name) => t('datasets.import.quoted', { name })).join(t('datasets.import.and'));
  const [first = '', second = ''] = columns.map((name) => t('datasets.import.quoted', { name }));
  switch (id) {
    case 'classify':
      return { label: t('datasets.import.answer.classify', { text: first, label: second }) };
    case 'classify-series': {
      if (content.kind !== 'labelled-series' || content.series === null) {
        return { label: t('datasets.import.answer.classify-rows', { label: first }) };
      }
      return { label: t('datasets.import.answer.classify-series', { label: first, series: second }) };
    }
    case 'forecast':
    case 'forecast-each': {
      const label = t(`datasets.import.answer.${id}`, { columns: names });
      if (content.kind !== 'series' || content.read.length === 0) return { label };
      const read = content.read.map((name) => t('datasets.import.quoted', { name })).join(t('datasets.import.and'));
      return { label, hint: t('datasets.import.answer.reading', { columns: read }) };
    }
    case 'zone': {
      const zone = content.kind === 'series' || content.kind === 'labelled-series' ? (content.zone ?? '') : '';
      const label = t('datasets.import.answer.zone', { zone });
      return asked === 'gaps' ? { label, hint: t('datasets.import.answer.skipped') } : { label };
    }
    case 'point':
    case 'comma':
      return {
        label: t(`datasets.import.answer.${id}`, { example: values['example'] ?? '', value: values[id] ?? '' }),
      };
    default:
      return { label: t(`datasets.import.answer.${id}`, { columns: names }) };
  }
}
