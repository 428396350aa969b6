import { describe, expect, test } from 'vitest';
import { meansAt, searchBestTemperature } from '../../../../src-engine/lessons/small-writer/at-temperature.ts';
import { askCounts } from '../../../../src-engine/lessons/small-writer/ask-counts.ts';
import { drawRounds } from '../../../../src-engine/lessons/small-writer/guessing-rounds.ts';
import { shareOfKnownWords, shareOfRepetition } from '../../../../src-engine/lessons/small-writer/judge-writing.ts';
import { cutLessonText } from '../../../../src-engine/lessons/small-writer/lesson-text.ts';
import { writeJapaneseSentences } from '../../../../src-engine/samples/japanese-sentences.ts';

const text = writeJapaneseSentences(6000, 1);
const cut = cutLessonText(text, { training: 5000, heldOut: 900 });

test('both parts of a text follow one another, and all of the held-out part is known', () => {
  const { tokenizer, training, heldOut, vocabularySize } = cut;
  expect(training).toHaveLength(5000);
  expect(tokenizer.decode(training) + tokenizer.decode(heldOut)).toBe(text.slice(0, 5900));
  expect(Math.max(...heldOut)).toBeLessThan(vocabularySize);
});

test('a text that runs in a circle repeats itself, and one that does not does not', () => {
  expect(shareOfRepetition('the '.repeat(50))).toBeGreaterThan(0.95);
  expect(shareOfRepetition('abcdefghijklmnopqrstuvwxyz')).toBe(0);
});

test('words are known that the text has, the first and the last one aside, which may be parts of words', () => {
  expect(shareOfKnownWords('ale Whale xyzzy whale wha', 'The white whale.')).toBeCloseTo(2 / 3, 12);
});

describe('rounds of guessing', () => {
  const rounds = drawRounds(cut, { count: 8, seed: 3 });

  test('each offers the right character among four different ones, and nothing of what comes later is shown', () => {
    for (const { begin, position, choices } of rounds) {
      expect(choices).toContain(cut.heldOut[position]);
      expect(new Set(choices).size).toBe(4);
      expect(position - begin).toBe(60);
    }
    expect(drawRounds(cut, { count: 8, seed: 3 })).toEqual(rounds);
    expect(drawRounds(cut, { count: 8, seed: 4 })).not.toEqual(rounds);
  });

  test('counts answer for each choice what they would answer for all characters, and longer ones know more', async () => {
    const [{ position, choices }] = rounds;
    const everything = Array.from({ length: cut.vocabularySize }, (_, id) => id);
    const all = await askCounts(cut, [{ begin: 0, position, choices: everything }]);
    const some = await askCounts(cut, rounds);
    for (const counts of ['unigram', 'bigram', 'fiveGram'] as const) {
      expect(all.rounds[0][counts].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(some.rounds[0][counts]).toEqual(choices.map((id) => all.rounds[0][counts][id]));
    }
    expect(some.losses.bigram).toBeLessThan(some.losses.unigram - 1);
    expect(some.losses.fiveGram).toBeLessThan(some.losses.bigram);
  });
});

describe('logits over a temperature', () => {
  const logits = Float64Array.of(2, 1, 0);
  const at = (temperature: number) => meansAt(temperature, [logits], Int32Array.of(0));

  test('are the softmax at 1, argmax near 0 and uniform far above', () => {
    const top = Math.E ** 2 / (Math.E ** 2 + Math.E + 1);
    expect(at(1).topShare).toBeCloseTo(top, 12);
    expect(at(1).loss).toBeCloseTo(-Math.log(top), 12);
    expect(at(0.01)).toMatchObject({ topShare: 1, loss: 0 });
    expect(at(0.01).entropy).toBeCloseTo(0, 12);
    expect(at(1e6).entropy).toBeCloseTo(Math.log(3), 9);
  });

  test('predict best where their doubt is that of the text', () => {
    // The likelier one of two comes three times in four, but the scores say nine times in ten.
    const rows = Array.from({ length: 4 }, () => Float64Array.of(Math.log(9), 0));
    const search = searchBestTemperature(rows, Int32Array.of(0, 0, 0, 1));
    let round = search.next();
    while (!round.done) round = search.next();
    expect(round.value).toBeCloseTo(Math.log(9) / Math.log(3), 1);
  });
});
