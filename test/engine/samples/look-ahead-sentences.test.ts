import { describe, expect, test } from 'vitest';
import { lookAheadSentences } from '../../../src-engine/samples/look-ahead-sentences.ts';
import { writeTaggedSentences } from '../../../src-engine/samples/tagged-sentences.ts';

describe.each(['english', 'japanese'] as const)('%s sentences', (language) => {
  const { later, earlier } = lookAheadSentences[language];
  const sentencesOf = (grammar: typeof later) =>
    writeTaggedSentences(grammar, 2000, 7).map(({ tokens, tags }) => {
      const place = tags.findIndex((tag) => tag !== 'O');
      return {
        before: tokens.slice(0, place).join(' '),
        word: tokens[place],
        after: tokens.slice(place + 1).join(' '),
        meaning: tags[place],
      };
    });
  /** The share of the first meaning among the sentences with the same key. */
  const shares = (grammar: typeof later, keyOf: (sentence: ReturnType<typeof sentencesOf>[number]) => string) => {
    const sentences = sentencesOf(grammar);
    const [{ meaning }] = sentences;
    return [...Map.groupBy(sentences, keyOf).values()].map(
      (all) => all.filter((each) => each.meaning === meaning).length / all.length,
    );
  };

  test('no words up to the one with two meanings tell which it has, where the later ones are to tell', () => {
    for (const share of shares(later, ({ before, word }) => `${before} ${word}`)) {
      expect(share).toBeGreaterThan(0.35);
      expect(share).toBeLessThan(0.65);
    }
    expect(new Set(shares(later, ({ after }) => after))).toEqual(new Set([0, 1]));
  });

  test('no words after it tell anything where the earlier ones do', () => {
    for (const share of shares(earlier, ({ word, after }) => `${word} ${after}`)) {
      expect(share).toBeGreaterThan(0.35);
      expect(share).toBeLessThan(0.65);
    }
    expect(new Set(shares(earlier, ({ before }) => before))).toEqual(new Set([0, 1]));
  });
});
