import type { TagMistakesRecord } from '../../../src-main/contract/insight-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

/** Says which sentences a tagger was asked about. */
export function tagMistakesSummary(
  { isHeldBack, read, total }: Pick<TagMistakesRecord, 'isHeldBack' | 'read' | 'total'>,
  { t, integer, sentences }: Pick<Locale, 't' | 'integer' | 'sentences'>,
): string {
  const data = t(isHeldBack ? 'tagging.ofHeldBack' : 'tagging.ofTraining', { n: integer(read) }, read);
  return read < total ? sentences(data, t('tagging.sentencesCut', { all: integer(total) })) : data;
}
