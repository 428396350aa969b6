import { createConfusionCounts } from '../../../src-engine/metrics/confusion-counts.ts';
import { likeliest } from '../../../src-engine/metrics/scorer.ts';
import type { EvaluationOf } from '../../contract/evaluation-records.ts';
import type { Classified } from './classify-rows.ts';
import { classFigures } from './class-evaluation.ts';

type Mistake = EvaluationOf<'classes'>['mistakes'][number];

const mostMistakes = 200;
const shownCharacters = 500;

/** Compares the classes that a network tells with those that a file says, which are numbered as the network does; those below 0 are left out. */
export async function evaluateClasses(
  classified: AsyncIterable<Classified>,
  { texts, labels, classes }: { texts: readonly string[]; labels: Int32Array; classes: string[] },
): Promise<Omit<EvaluationOf<'classes'>, 'kind' | 'leftOut'>> {
  const confusion = createConfusionCounts();
  const mistakes: Mistake[] = [];
  let step = 0;
  for await (const part of classified) {
    step = part.step;
    part.probabilities.forEach((probabilities, n) => {
      const row = part.first + n;
      const actual = labels[row];
      if (actual < 0) return;
      const predicted = likeliest(probabilities, 0, probabilities.length);
      confusion.add(actual, predicted);
      if (predicted === actual) return;
      const text = beginningOf(texts[row]);
      mistakes.push({ row, text, actual, predicted, probability: probabilities[predicted] });
    });
  }
  const surest = mistakes.toSorted((a, b) => b.probability - a.probability).slice(0, mostMistakes);
  return { step, ...classFigures(confusion.cells(), classes), mistakes: surest };
}

const beginningOf = (text: string) =>
  text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters).toWellFormed()}…`;
