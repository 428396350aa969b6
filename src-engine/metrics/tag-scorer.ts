import type { EntityCounts, Scores } from '../spec/evaluation-spec.ts';
import { accuracy } from './classification-metrics.ts';
import { createConfusionCounts } from './confusion-counts.ts';
import { createEntityCounter } from './entity-counts.ts';
import { likeliest } from './scorer.ts';
import type { Scorer } from './scorer.ts';

/** The ids of the tags of successive tokens. */
interface TagPairs {
  actual: number[];
  predicted: number[];
}

/**
 * Scores predictions of one tag a step, targets (T·B) and outputs (T·B, tags): the share of tokens whose tag is right, and precision,
 * recall and F1 of the entities that the tags mark. `tags` are their names by id.
 */
export function createTagScorer(tags: readonly string[]): Scorer {
  const whole: TagPairs[] = [];
  /** The pieces of sequences that are cut into rows, which may come in any order. */
  const cut = new Map<number, TagPairs[]>();
  return {
    add({ batch, targets, outputs, pieces }) {
      const size = outputs.length / targets.length;
      for (let row = 0; row < batch; row++) {
        const pairs: TagPairs = { actual: [], predicted: [] };
        for (let n = row; n < targets.length; n += batch) {
          if (targets[n] < 0) continue;
          pairs.actual.push(targets[n]);
          pairs.predicted.push(likeliest(outputs, n * size, size));
        }
        const place = pieces?.[row];
        if (place === undefined) whole.push(pairs);
        else cut.set(place.sequence, placed(cut.get(place.sequence) ?? [], place.index, pairs));
      }
    },
    finish() {
      const sentences = [...whole, ...Array.from(cut.values(), (pieces) => joined(pieces))];
      return scoreSentences(sentences, tags);
    },
  };
}

function placed<T>(list: T[], index: number, value: T): T[] {
  list[index] = value;
  return list;
}

function joined(pieces: readonly TagPairs[]): TagPairs {
  return {
    actual: pieces.flatMap(({ actual }) => actual),
    predicted: pieces.flatMap(({ predicted }) => predicted),
  };
}

function scoreSentences(sentences: readonly TagPairs[], tags: readonly string[]): ReturnType<Scorer['finish']> {
  const confusion = createConfusionCounts();
  const entities = createEntityCounter(tags);
  for (const { actual, predicted } of sentences) {
    actual.forEach((id, n) => {
      confusion.add(id, predicted[n]);
      entities.token(tags[id], tags[predicted[n]]);
    });
    entities.endSentence();
  }
  const cells = confusion.cells();
  const counts = entities.counts();
  const share = accuracy(cells);
  return {
    scores: share === null ? {} : { ...entityScores(counts), accuracy: share },
    breakdown: { kind: 'tags', confusion: cells, entities: counts },
  };
}

/** Returns the scores over the entities of all types together; a share of nothing is 0. */
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
