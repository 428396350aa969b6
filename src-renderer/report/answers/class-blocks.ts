import type { ConfusionRecord } from '../../../src-main/contract/insight-records.ts';
import { classHeadings, classRows } from '../../domain/metrics/class-rows.ts';
import { confusionCounts, confusionSummary, mostConfused } from '../../domain/metrics/confusion-counts.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { paragraph, shortened, type Block } from '../block.ts';

/** Classes that a page of paper has room for, and mistakes that show what kind they are. */
const mostClasses = 10;
const mostMistakes = 10;

/** The classes with their F1 and with what they are taken for, and the surest mistakes. */
export function classBlocks(confusion: ConfusionRecord, locale: Locale): Block[] {
  const { t, integer, percent } = locale;
  const { classes, rows } = confusion;
  const counts = confusionCounts(rows, classes.length);
  const shown = mostConfused(counts, mostClasses);
  const mistakes = rows
    .filter(({ actual, predicted }) => actual !== predicted)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, mostMistakes);
  const cut =
    shown.length < classes.length
      ? [t('playground.classesCut', { shown: integer(shown.length), all: integer(classes.length) })]
      : [];
  return [
    paragraph(locale.sentences(confusionSummary(confusion, locale), ...cut)),
    {
      type: 'table',
      caption: t('metrics.byClass'),
      head: [t('metrics.class'), ...classHeadings(t)],
      rows: classRows(classes, counts, locale)
        .filter((_, id) => shown.includes(id))
        .map(({ name, cells }) => [name, ...cells]),
      isNumeric: true,
    },
    {
      type: 'table',
      caption: t('playground.confusion'),
      head: [t('playground.actualPredicted'), ...shown.map((id) => classes[id])],
      rows: shown.map((actual) => [classes[actual], ...shown.map((predicted) => integer(counts[actual][predicted]))]),
      isNumeric: true,
    },
    ...(mistakes.length === 0 ? [] : [mistakesTable()]),
  ];

  function mistakesTable(): Block {
    return {
      type: 'table',
      caption: t('evaluating.mistakes'),
      head: [t('evaluating.text'), t('evaluating.is'), t('evaluating.takenFor'), t('evaluating.sure')],
      rows: mistakes.map(({ text, actual, predicted, probability }) => [
        shortened(text),
        classes[actual],
        classes[predicted],
        percent(probability, 0),
      ]),
      isNumeric: false,
    };
  }
}
