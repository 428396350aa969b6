import { kneserNey } from '../../n-grams/kneser-ney.ts';
import { unhurried } from '../unhurried.ts';
import type { GuessingRound } from './guessing-rounds.ts';
import type { LessonText } from './lesson-text.ts';

const orders = { unigram: 1, bigram: 2, fiveGram: 5 } as const;
type Counts = keyof typeof orders;

/** The answers of counted sequences of one, two and five characters, smoothed after Kneser and Ney. */
export interface AnswersOfCounts {
  /** Mean nats for each character of the held-out text but the first. */
  losses: Record<Counts, number>;
  /** The probabilities of the choices of each round. */
  rounds: Record<Counts, number[]>[];
}

/** Counts the training part, and asks for the held-out text and for each choice of each round. */
export async function askCounts(text: LessonText, rounds: readonly GuessingRound[]): Promise<AnswersOfCounts> {
  const { training, heldOut, vocabularySize } = text;
  const context = Math.max(...Object.values(orders)) - 1;
  const questions = rounds.flatMap(({ position, choices }) =>
    choices.map((id) => Int32Array.of(...heldOut.subarray(position - context, position), id)),
  );
  const models = await kneserNey(
    { training: [training], validation: [heldOut, ...questions], vocabularySize, orders: Object.values(orders) },
    () => undefined,
    unhurried,
  );
  const of = (counts: Counts) => models.find(({ order }) => order === orders[counts])!.probabilities;
  const answer = (probabilities: Float64Array, question: number) =>
    probabilities[heldOut.length + (question + 1) * (context + 1) - 1];
  const everyCounts = Object.keys(orders) as Counts[];
  const byCounts = <T>(valueOf: (probabilities: Float64Array) => T) =>
    Object.fromEntries(everyCounts.map((counts) => [counts, valueOf(of(counts))])) as Record<Counts, T>;
  return {
    losses: byCounts((probabilities) => -meanLogarithm(probabilities.subarray(1, heldOut.length))),
    rounds: rounds.map(({ choices }, n) =>
      byCounts((probabilities) => choices.map((_, c) => answer(probabilities, n * choices.length + c))),
    ),
  };
}

const meanLogarithm = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
