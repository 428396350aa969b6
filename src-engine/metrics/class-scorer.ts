import { classScores } from './classification-metrics.ts';
import { createConfusionCounts } from './confusion-counts.ts';
import { likeliest } from './scorer.ts';
import type { Scorer } from './scorer.ts';

/** Scores predictions of one class a row: targets (rows), outputs (rows, classes). */
export function createClassScorer(): Scorer {
  const confusion = createConfusionCounts();
  return {
    add({ targets, outputs }) {
      const size = outputs.length / targets.length;
      targets.forEach((target, row) => {
        if (target >= 0) confusion.add(target, likeliest(outputs, row * size, size));
      });
    },
    finish() {
      const cells = confusion.cells();
      return { scores: classScores(cells), breakdown: { kind: 'classes', confusion: cells } };
    },
  };
}
