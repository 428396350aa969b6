import { describe, expect, it } from 'vitest';
import { accuracy, classMetrics, confusionMatrix } from '../../../src-engine/losses/classification-metrics.ts';

describe('classification metrics', () => {
  // The example of scikit-learn's classification_report documentation, with one unlabelled item added.
  const actual = [0, 1, 2, -1, 2, 2];
  const predicted = [0, 0, 2, 1, 2, 1];
  const confusion = confusionMatrix(actual, predicted, 3);

  it('count what was taken for what', () => {
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 2],
    ]);
    expect(accuracy(confusion)).toBe(3 / 5);
  });

  it('are those of scikit-learn', () => {
    expect(classMetrics(confusion)).toEqual([
      { precision: 0.5, recall: 1, f1: 2 / 3, support: 1 },
      { precision: 0, recall: 0, f1: 0, support: 1 },
      { precision: 1, recall: 2 / 3, f1: 0.8, support: 3 },
    ]);
  });

  it('say nothing about classes that do not occur', () => {
    expect(classMetrics(confusionMatrix([1], [1], 2))[0]).toEqual({
      precision: null,
      recall: null,
      f1: null,
      support: 0,
    });
    expect(classMetrics(confusionMatrix([1], [0], 2))).toEqual([
      { precision: 0, recall: null, f1: 0, support: 0 },
      { precision: null, recall: 0, f1: 0, support: 1 },
    ]);
    expect(accuracy(confusionMatrix([], [], 2))).toBeNull();
  });
});
