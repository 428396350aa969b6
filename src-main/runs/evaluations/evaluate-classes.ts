import { createConfusionCounts } from '../../../src-engine/metrics/confusion-counts.ts';
import { likeliest } from '../../../src-engine/metrics/scorer.ts';
import type { EvaluationOf } from '../../contract/evaluation-records.ts';
import type { ClassifiedTexts } from './classify-texts.ts';
import { classFigures } from './class-evaluation.ts';

type Mistake = EvaluationOf<'classes'>['mistakes'][number];

const mostMistakes = 200;
const shownCharacters = 500;

/** Compares the classes that a network tells with those that a file says; `labels` are the network's numbers of these. */
export async function evaluateClasses(
  classified: AsyncIterable<ClassifiedTexts>,
  { texts, rows, labels, classes }: { texts: readonly string[]; rows: number[]; labels: Int32Array; classes: string[] },
): Promise<Omit<EvaluationOf<'classes'>, 'kind' | 'leftOut'>> {
  const confusion = createConfusionCounts();
  const mistakes: Mistake[] = [];
  let step = 0;
  for await (const part of classified) {
    step = part.step;
    part.probabilities.forEach((probabilities, n) => {
      const place = part.first + n;
      const actual = labels[place];
      const predicted = likeliest(probabilities, 0, probabilities.length);
      confusion.add(actual, predicted);
      if (predicted === actual) return;
      const text = beginningOf(texts[place]);
      mistakes.push({ row: rows[place], text, actual, predicted, probability: probabilities[predicted] });
    });
  }
  const surest = mistakes.toSorted((a, b) => b.probability - a.probability).slice(0, mostMistakes);
  return { step, ...classFigures(confusion.cells(), classes), mistakes: surest };
}

const beginningOf = (text: string) =>
  text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters).toWellFormed()}…`;
