import type { TagMistakesRecord } from '../../../src-main/contract/insight-records.ts';
import { entityHeadings, entityRows } from '../../domain/tagging/entity-rows.ts';
import { tagMistakesSummary } from '../../domain/tagging/tag-mistakes-summary.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { paragraph, shortened, type Block } from '../block.ts';

const mostSentences = 10;

/** The types of entities with their F1, and some sentences with mistakes. */
export function tagBlocks(record: TagMistakesRecord, locale: Locale): Block[] {
  const { t, integer, percent } = locale;
  const { entities, sentences, tags } = record;
  const mistakesOf = ({ tokens, actual, predicted, probabilities }: (typeof sentences)[number]) =>
    tokens.flatMap((text, n) =>
      actual[n] === predicted[n]
        ? []
        : [
            t('report.tagMistake', {
              text,
              actual: tags[actual[n]],
              predicted: tags[predicted[n]],
              share: percent(probabilities[n], 0),
            }),
          ],
    );
  const found: Block =
    entities.length === 0
      ? paragraph(t('tagging.noEntities'))
      : {
          type: 'table',
          caption: t('metrics.byEntity'),
          head: [t('tagging.type'), ...entityHeadings(t)],
          rows: entityRows(entities, locale).map(({ name, cells }) => [name, ...cells]),
          isNumeric: true,
        };
  if (sentences.length === 0) return [paragraph(tagMistakesSummary(record, locale)), found];
  return [
    paragraph(tagMistakesSummary(record, locale)),
    found,
    {
      type: 'table',
      caption: t('tagging.wrongSentences', { n: integer(sentences.length) }, sentences.length),
      head: [t('report.sentence'), t('tagging.mistakes')],
      rows: sentences
        .slice(0, mostSentences)
        .map((sentence) => [shortened(sentence.tokens.join(' ')), locale.list(mistakesOf(sentence))]),
      isNumeric: false,
    },
  ];
}
