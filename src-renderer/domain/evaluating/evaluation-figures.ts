import type { EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type { Term } from '../../ui/words.ts';
import type { Locale } from '../../locales/use-locale.ts';

interface Figure {
  label: string;
  value: string;
  term: Term | null;
}

/** The figures of an evaluation that matter, the most telling first. */
export function evaluationFigures(
  evaluation: EvaluationRecord,
  { t, integer, loss, percent }: Pick<Locale, 't' | 'integer' | 'loss' | 'percent'>,
): Figure[] {
  const share = (label: string, value: number, term: Term | null): Figure => ({
    label,
    value: percent(value, 1),
    term,
  });
  const plain = (label: string, value: number | null, term: Term | null): Figure[] =>
    value === null ? [] : [{ label, value: loss(value), term }];
  const count = (key: 'texts' | 'tokens' | 'values', n: number): Figure => ({
    label: t(`evaluating.${key}`),
    value: integer(n),
    term: null,
  });
  switch (evaluation.kind) {
    case 'classes':
      return [
        share(t('metrics.accuracy'), evaluation.accuracy, 'accuracy'),
        share(t('metrics.f1Macro'), evaluation.f1Macro, 'f1Macro'),
        count('texts', evaluation.n),
      ];
    case 'tags':
      return [
        ...(evaluation.entityF1 === null ? [] : [share(t('metrics.entityF1'), evaluation.entityF1, 'entityF1')]),
        share(t('metrics.accuracy'), evaluation.accuracy, 'accuracy'),
        share(t('metrics.f1Macro'), evaluation.f1Macro, 'f1Macro'),
        count('tokens', evaluation.n),
      ];
    case 'values':
      return [
        ...plain(t('metrics.mae'), evaluation.mae, 'mae'),
        ...plain(t('metrics.rmse'), evaluation.rmse, 'rmse'),
        ...plain(t('metrics.mase'), evaluation.mase, 'mase'),
        ...(evaluation.coverage === null ? [] : [share(t('evaluating.coverage'), evaluation.coverage, null)]),
        count('values', evaluation.n),
      ];
    case 'text':
      return [
        ...plain(t('evaluating.loss'), evaluation.loss, 'loss'),
        ...plain(t('metrics.perplexity'), evaluation.perplexity, 'perplexity'),
        ...plain(t('metrics.bitsPerCharacter'), evaluation.bitsPerCharacter, 'bitsPerCharacter'),
        share(t('metrics.accuracy'), evaluation.accuracy, 'accuracy'),
        count('tokens', evaluation.n),
      ];
  }
}
