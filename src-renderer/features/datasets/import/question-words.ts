import type { ImportAnswer, ImportQuestion } from '../../../../src-main/contract/datasets/column-records.ts';
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
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? integer(value) : wordOf(locale, value),
    ]),
  );
  const told: Record<string, string> = {
    ...shown,
    places: placesText(locale, places, counted ?? places.length),
    step: step === null ? '' : stepText(locale, step),
  };
  return t(`datasets.import.ask.${id}`, told, counted);
}

/** Names of columns are quoted and listed as the language does. */
function wordOf({ t }: Pick<Locale, 't'>, value: string | readonly string[]): string {
  return typeof value === 'string'
    ? value
    : value.map((name) => t('datasets.import.quoted', { name })).join(t('datasets.import.and'));
}

/** Names what an answer makes of the table. */
export function answerText(
  locale: Words,
  { id: asked, values }: ImportQuestion,
  { id, columns, content }: ImportAnswer,
): { label: string; hint?: string } {
  const { t } = locale;
  const names = wordOf(locale, columns);
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
      if (content.kind !== 'series') return { label };
      const beside = [
        content.read.length > 0 && t('datasets.import.answer.reading', { columns: wordOf(locale, content.read) }),
        content.knownAhead.length > 0 &&
          t('datasets.import.answer.ahead', { columns: wordOf(locale, content.knownAhead) }),
      ].filter((hint) => hint !== false);
      return beside.length === 0 ? { label } : { label, hint: beside.join(t('datasets.import.and')) };
    }
    case 'zone': {
      const zone = content.kind === 'series' || content.kind === 'labelled-series' ? (content.zone ?? '') : '';
      const label = t('datasets.import.answer.zone', { zone });
      return asked === 'gaps' ? { label, hint: t('datasets.import.answer.skipped') } : { label };
    }
    case 'point':
    case 'comma':
      return {
        label: t(`datasets.import.answer.${id}`, {
          example: String(values['example'] ?? ''),
          value: String(values[id] ?? ''),
        }),
      };
    default:
      return { label: t(`datasets.import.answer.${id}`, { columns: names }) };
  }
}
