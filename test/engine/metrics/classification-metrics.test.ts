import { describe, expect, it } from 'vitest';
import { createClassScorer } from '../../../src-engine/metrics/class-scorer.ts';
import { accuracy, classMetrics, classScores } from '../../../src-engine/metrics/classification-metrics.ts';
import { createConfusionCounts } from '../../../src-engine/metrics/confusion-counts.ts';

function confusionOf(actual: readonly number[], predicted: readonly number[]) {
  const counts = createConfusionCounts();
  actual.forEach((id, n) => counts.add(id, predicted[n] ?? -1));
  return counts.cells();
}

describe('classification metrics', () => {
  // The example of scikit-learn's classification_report documentation.
  const confusion = confusionOf([0, 1, 2, 2, 2], [0, 0, 2, 2, 1]);

  it('count what was taken for what', () => {
    expect(confusion).toEqual([
      [0, 0, 1],
      [1, 0, 1],
      [2, 1, 1],
      [2, 2, 2],
    ]);
    expect(accuracy(confusion)).toBe(3 / 5);
  });

  it('are those of scikit-learn', () => {
    expect(classMetrics(confusion)).toEqual([
      { id: 0, precision: 0.5, recall: 1, f1: 2 / 3, support: 1 },
      { id: 1, precision: 0, recall: 0, f1: 0, support: 1 },
      { id: 2, precision: 1, recall: 2 / 3, f1: 0.8, support: 3 },
    ]);
    // "macro avg       0.50      0.56      0.49         5" in the same report.
    const { precision, recall, f1Macro, f1Micro } = classScores(confusion);
    expect([precision, recall, f1Macro].map((value) => value?.toFixed(2))).toEqual(['0.50', '0.56', '0.49']);
    expect(f1Micro).toBe(3 / 5);
  });

  // f1_score([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]) in the documentation of scikit-learn: macro 0.266…, micro 0.33.
  it('average F1 as scikit-learn does', () => {
    const { f1Macro, f1Micro } = classScores(confusionOf([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]));
    expect(f1Macro?.toFixed(2)).toBe('0.27');
    expect(f1Micro?.toFixed(2)).toBe('0.33');
  });

  it('say nothing about classes that do not occur', () => {
    expect(classMetrics(confusionOf([1], [1])).map(({ id }) => id)).toEqual([1]);
    expect(classMetrics(confusionOf([1], [0]))).toEqual([
      { id: 0, precision: 0, recall: null, f1: 0, support: 0 },
      { id: 1, precision: null, recall: 0, f1: 0, support: 1 },
    ]);
    expect(accuracy([])).toBeNull();
    expect(classScores([])).toEqual({});
  });
});

it('takes the likeliest class of every row that is not masked', () => {
  const scorer = createClassScorer();
  scorer.add({ batch: 2, targets: Int32Array.of(1, -1), outputs: [0, 2, 1, 9, 0, 0] });
  scorer.add({ batch: 2, targets: Int32Array.of(0, 2), outputs: [-1, -3, 4, 1, 0, 3] });
  expect(scorer.finish()).toEqual({
    scores: {
      accuracy: 2 / 3,
      f1Macro: (1 + 0 + 2 / 3) / 3,
      f1Micro: 2 / 3,
      precision: (1 + 0 + 0.5) / 3,
      recall: 2 / 3,
    },
    breakdown: {
      kind: 'classes',
      confusion: [
        [0, 2, 1],
        [1, 1, 1],
        [2, 2, 1],
      ],
    },
  });
});
