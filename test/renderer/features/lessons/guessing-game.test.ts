import { expect, test } from 'vitest';
import {
  confidenceOf,
  perplexityOver,
  probabilityOfGuess,
  roundsOf,
} from '../../../../src-renderer/features/lessons/perplexity/guessing-game.ts';

const grid = (rows: number, columns: number, values: number[]) => ({ rows, columns, values });
const outcome = {
  figures: {},
  curves: {},
  grids: {
    answers: grid(2, 1, [1, 0]),
    network: grid(2, 2, [0.2, 0.8, 0.5, 0.5]),
    fiveGram: grid(2, 2, [0.1, 0.9, 0.4, 0.6]),
    bigram: grid(2, 2, [0.3, 0.7, 0.6, 0.4]),
    unigram: grid(2, 2, [0.5, 0.5, 0.5, 0.5]),
  },
  texts: { 'before-0': 'Call m', 'choices-0': 'ae', 'before-1': 'Call me', 'choices-1': ' n' },
};

test('each round has its text, its choices and what everybody gives to them', () => {
  const [first, second] = roundsOf(outcome);
  expect(first).toMatchObject({ before: 'Call m', choices: ['a', 'e'], answer: 1 });
  expect(first?.shares.network).toEqual([0.2, 0.8]);
  expect(second).toMatchObject({ before: 'Call me', choices: [' ', 'n'], answer: 0 });
  expect(second?.shares.bigram).toEqual([0.6, 0.4]);
});

test('there are no rounds before the experiment has ended', () => {
  expect(roundsOf({ ...outcome, grids: {} })).toEqual([]);
});

test('a guess gives its confidence to one choice, and the rest to the others', () => {
  const round = { ...roundsOf(outcome)[0]!, choices: ['a', 'e', 'o', 'u'] };
  expect(probabilityOfGuess(round, { choice: 1, confidence: 0.7 })).toBe(0.7);
  expect(probabilityOfGuess(round, { choice: 0, confidence: 0.7 })).toBeCloseTo(0.1, 12);
});

test('who guesses blindly among four hesitates among four, and a sure mistake costs the most', () => {
  const { least, most } = confidenceOf(4);
  expect(perplexityOver([least, least, least])).toBeCloseTo(4, 12);
  expect(perplexityOver([])).toBeNull();
  const wrong = (1 - most) / 3;
  expect(perplexityOver([most, wrong])).toBeGreaterThan(perplexityOver([least, least])!);
});
