import { accuracy, classMetrics, classScores } from '../../../src-engine/metrics/classification-metrics.ts';
import type { ConfusionCell } from '../../../src-engine/spec/evaluation-spec.ts';
import type { EvaluationOf } from '../../contract/evaluation-records.ts';

type ClassFigures = Pick<EvaluationOf<'classes'>, 'n' | 'accuracy' | 'f1Macro' | 'perClass' | 'confusion'>;

/** Returns the figures of a confusion matrix. A precision or recall of nothing counts as 0, as in scikit-learn. */
export function classFigures(cells: readonly ConfusionCell[], classes: readonly string[]): ClassFigures {
  const byId = new Map(classMetrics(cells).map((metrics) => [metrics.id, metrics]));
  const confusion = classes.map(() => classes.map(() => 0));
  for (const [actual, predicted, count] of cells) confusion[actual][predicted] = count;
  return {
    n: cells.reduce((sum, [, , count]) => sum + count, 0),
    accuracy: accuracy(cells) ?? 0,
    f1Macro: classScores(cells).f1Macro ?? 0,
    perClass: classes.map((label, id) => {
      const { precision, recall, f1, support } = byId.get(id) ?? { precision: 0, recall: 0, f1: 0, support: 0 };
      return { label, precision: precision ?? 0, recall: recall ?? 0, f1, n: support };
    }),
    confusion,
  };
}
