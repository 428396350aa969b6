import type { EntityCounts, Scores } from '../spec/evaluation-spec.ts';
import { accuracy } from './classification-metrics.ts';
import { createConfusionCounts } from './confusion-counts.ts';
import { createEntityCounter } from './entity-counts.ts';
import { likeliest } from './scorer.ts';
import type { Scorer } from './scorer.ts';

/**
 * Scores predictions of one tag a step, targets (T·B) and outputs (T·B, tags): the share of tokens whose tag is right, and precision,
 * recall and F1 of the entities that the tags mark. `tags` are their names by id.
 */
export function createTagScorer(tags: readonly string[]): Scorer {
  const confusion = createConfusionCounts();
  const entities = createEntityCounter(tags);
  return {
    add({ batch, targets, outputs, continued = [] }) {
      const size = outputs.length / targets.length;
      for (let row = 0; row < batch; row++) {
        if (!continued.includes(row)) entities.endSentence();
        for (let n = row; n < targets.length; n += batch) {
          if (targets[n] < 0) continue;
          const predicted = likeliest(outputs, n * size, size);
          confusion.add(targets[n], predicted);
          entities.token(tags[targets[n]], tags[predicted]);
        }
      }
    },
    finish() {
      entities.endSentence();
      const cells = confusion.cells();
      const counts = entities.counts();
      const share = accuracy(cells);
      return {
        scores: share === null ? {} : { ...entityScores(counts), accuracy: share },
        breakdown: { kind: 'tags', confusion: cells, entities: counts },
      };
    },
  };
}

/** Over the entities of all types together; what is a share of nothing is 0. */
export function entityScores(counts: readonly EntityCounts[]): Scores {
  const sum = (of: 'predicted' | 'actual' | 'correct') => counts.reduce((total, each) => total + each[of], 0);
  const [predicted, actual, correct] = [sum('predicted'), sum('actual'), sum('correct')];
  return {
    entityF1: share(2 * correct, predicted + actual),
    entityPrecision: share(correct, predicted),
    entityRecall: share(correct, actual),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
