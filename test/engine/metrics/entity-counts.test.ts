import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createEntityCounter } from '../../../src-engine/metrics/entity-counts.ts';
import { createTagScorer, entityScores } from '../../../src-engine/metrics/tag-scorer.ts';

interface Case {
  scheme: string;
  /** Sentences with a bar between them. */
  actual: string;
  predicted: string;
  /** Rates in per cent, with two decimals. */
  counted: {
    tokens: number;
    actual: number;
    predicted: number;
    correct: number;
    accuracy: number;
    precision: number;
    recall: number;
    f1: number;
    types: Record<string, { f1: number; predicted: number }>;
  };
}

const cases = JSON.parse(readFileSync(new URL('../../golden/conlleval.json', import.meta.url), 'utf8')) as Case[];
const sentencesOf = (text: string) => text.split('|').map((sentence) => sentence.split(' '));
const percent = (share: number | undefined) => Number((100 * (share ?? NaN)).toFixed(2));

function countAll(tags: readonly string[], actual: readonly string[][], predicted: readonly string[][]) {
  const counter = createEntityCounter(tags);
  actual.forEach((sentence, n) => {
    sentence.forEach((tag, t) => counter.token(tag, predicted[n]?.[t] ?? ''));
    counter.endSentence();
  });
  return counter.counts();
}

describe.each(cases)('$scheme', ({ actual, predicted, counted }) => {
  const [are, seem] = [sentencesOf(actual), sentencesOf(predicted)];
  const tags = [...new Set([...are, ...seem].flat())];

  test('entities are those that conlleval counts', () => {
    const counts = countAll(tags, are, seem);
    const sum = (of: 'actual' | 'predicted' | 'correct') => counts.reduce((total, each) => total + each[of], 0);
    expect({ actual: sum('actual'), predicted: sum('predicted'), correct: sum('correct') }).toEqual({
      actual: counted.actual,
      predicted: counted.predicted,
      correct: counted.correct,
    });
    const types = counts.map((each) => [
      each.type,
      { f1: percent(entityScores([each]).entityF1), predicted: each.predicted },
    ]);
    expect(Object.fromEntries(types)).toEqual(counted.types);
  });

  test.each([1, 4, 7])(
    'rates of batches of %i rows with sentences in pieces of three are those of conlleval',
    (batch) => {
      const scorer = createTagScorer(tags);
      const pieces = are
        .flatMap((sentence, n) =>
          Array.from({ length: Math.ceil(sentence.length / 3) }, (_, k) => ({ n, from: 3 * k })),
        )
        .toReversed();
      for (let first = 0; first < pieces.length; first += batch) {
        const rows = pieces.slice(first, first + batch);
        const idsOf = (sentences: readonly string[][]) =>
          Int32Array.from({ length: 3 * batch }, (_, at) => {
            const row = rows[at % batch];
            const tag = row === undefined ? undefined : sentences[row.n]?.[row.from + Math.floor(at / batch)];
            return tag === undefined ? -1 : tags.indexOf(tag);
          });
        const outputs = Array.from(idsOf(seem)).flatMap((id) => tags.map((_, n) => Number(n === id)));
        const places = rows.map(({ n, from }) => ({ sequence: n, index: from / 3 }));
        scorer.add({ batch, targets: idsOf(are), outputs, pieces: places });
      }
      const { scores, breakdown } = scorer.finish();
      expect({
        accuracy: percent(scores.accuracy),
        precision: percent(scores.entityPrecision),
        recall: percent(scores.entityRecall),
        f1: percent(scores.entityF1),
      }).toEqual({
        accuracy: counted.accuracy,
        precision: counted.precision,
        recall: counted.recall,
        f1: counted.f1,
      });
      expect(breakdown.kind).toBe('tags');
    },
  );
});

// The example in the description of conlleval: https://www.clips.uantwerpen.be/conll2000/chunking/output.html
test('a phrase that begins elsewhere is no right one', () => {
  const actual = [
    ['B-NP', 'B-NP', 'I-NP', 'I-NP', 'O'],
    ['B-NP', 'B-VP', 'B-NP', 'I-NP'],
  ];
  const predicted = [
    ['I-NP', 'B-NP', 'I-NP', 'I-NP', 'O'],
    ['I-NP', 'B-VP', 'I-NP', 'I-NP'],
  ];
  expect(countAll(['O', 'B-NP', 'I-NP', 'B-VP'], actual, predicted)).toEqual([
    { type: 'NP', predicted: 4, actual: 4, correct: 4 },
    { type: 'VP', predicted: 1, actual: 1, correct: 1 },
  ]);
});

test('neighbours in BIOES are entities of their own, by any of its names', () => {
  for (const [b, i, e, s] of ['BIES', 'BILU', 'BMES'].map((names) => [...names])) {
    const actual = [[`${s}-PER`, `${s}-PER`, `${b}-PER`, `${i}-PER`, `${e}-PER`, `${b}-PER`, `${e}-PER`, 'O']];
    const predicted = [[`${s}-PER`, `${b}-PER`, `${e}-PER`, `${b}-PER`, `${e}-PER`, `${b}-PER`, `${e}-PER`, 'O']];
    expect(countAll([...new Set([...actual, ...predicted].flat())], actual, predicted)).toEqual([
      { type: 'PER', predicted: 4, actual: 4, correct: 2 },
    ]);
  }
});

test('no entities at all score 0, and no tokens nothing', () => {
  const scorer = createTagScorer(['O']);
  expect(scorer.finish().scores).toEqual({});
  scorer.add({ batch: 1, targets: Int32Array.of(0), outputs: [1] });
  expect(scorer.finish().scores).toEqual({ accuracy: 1, entityF1: 0, entityPrecision: 0, entityRecall: 0 });
});
