import { perplexity } from '../../../../src-engine/losses/perplexity.ts';
import type { LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';

export const contenders = ['network', 'fiveGram', 'bigram', 'unigram'] as const;
type Contender = (typeof contenders)[number];

export interface Round {
  before: string;
  choices: string[];
  /** The place of the right character among the choices. */
  answer: number;
  /** The probabilities that each contender gives to the choices, which add up to 1. */
  shares: Record<Contender, number[]>;
}

/** Returns the rounds that the experiment has prepared; none before its end. */
export function roundsOf({ grids, texts }: LessonOutcome): Round[] {
  const answers = grids['answers'];
  if (answers === undefined) return [];
  const row = (grid: string, n: number) => {
    const { columns, values } = grids[grid] ?? { columns: 0, values: [] };
    return values.slice(n * columns, (n + 1) * columns);
  };
  return answers.values.map((answer, n) => ({
    before: texts[`before-${n}`] ?? '',
    choices: Array.from(texts[`choices-${n}`] ?? ''),
    answer,
    shares: {
      network: row('network', n),
      fiveGram: row('fiveGram', n),
      bigram: row('bigram', n),
      unigram: row('unigram', n),
    },
  }));
}

/** The least confidence is that of somebody who guesses blindly; nobody may be wholly sure, since being wrong would then never be made good. */
export const confidenceOf = (choices: number) => ({ least: 1 / choices, most: 0.99 });

/** Returns the probability that a guess gives to the right character. */
export function probabilityOfGuess({ choices, answer }: Round, guess: { choice: number; confidence: number }): number {
  return guess.choice === answer ? guess.confidence : (1 - guess.confidence) / (choices.length - 1);
}

/** e to the power of the mean loss, for the probabilities that the right answers were given; null without any. */
export function perplexityOver(probabilities: readonly number[]): number | null {
  if (probabilities.length === 0) return null;
  const loss = probabilities.reduce((sum, probability) => sum - Math.log(probability), 0) / probabilities.length;
  return perplexity(loss);
}
