import type { EvaluationRecord } from '../../../src-main/contract/evaluation-records.ts';
import type { Locale } from '../../locales/use-locale.ts';

type Row = (string | number)[];

/** An evaluation as the rows of a table, numbers in full: classes with their confusion, or series and columns with their errors. */
export function evaluationRows(evaluation: EvaluationRecord, t: Locale['t']): Row[] {
  switch (evaluation.kind) {
    case 'classes':
    case 'tags': {
      const { perClass, confusion } = evaluation;
      const labels = perClass.map(({ label }) => label);
      const names = (['class', 'precision', 'recall'] as const).map((name) => t(`metrics.${name}`));
      return [
        [...names, 'F1', t('metrics.support'), ...labels],
        ...perClass.map(({ label, precision, recall, f1, n }, id) => [
          label,
          precision,
          recall,
          f1,
          n,
          ...(confusion[id] ?? []),
        ]),
      ];
    }
    case 'values': {
      const names = (['mae', 'rmse', 'mase'] as const).map((name) => t(`metrics.${name}`));
      return [
        [t('forecasting.series'), t('metrics.column'), t('evaluating.values'), ...names],
        ...evaluation.perColumn.map(({ series, column, n, mae, rmse, mase }): Row => [
          series ?? '',
          column,
          n,
          mae,
          rmse,
          mase ?? '',
        ]),
      ];
    }
    case 'text': {
      const { n, loss, perplexity, bitsPerCharacter, accuracy } = evaluation;
      const names = (['perplexity', 'bitsPerCharacter', 'accuracy'] as const).map((name) => t(`metrics.${name}`));
      return [
        [t('evaluating.tokens'), t('evaluating.loss'), ...names],
        [n, loss, perplexity, bitsPerCharacter ?? '', accuracy],
      ];
    }
  }
}
