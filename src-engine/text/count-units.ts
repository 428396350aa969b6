import type { TextUnits } from '../spec/engine-protocol.ts';
import { scanGraphemes } from './scan-graphemes.ts';
import { utf8Length } from './utf8.ts';

/** Throws a RangeError for a locale that is not a BCP 47 language tag. */
export function countUnits(text: string, locale: string): TextUnits {
  return { characters: countCharacters(text), words: countWords(text, locale), bytes: utf8Length(text) };
}

function countCharacters(text: string): number {
  let characters = 0;
  scanGraphemes(text, {
    units: (start, end) => (characters += end - start),
    piece: () => characters++,
  });
  return characters;
}

/** Goes by lines: Intl.Segmenter copies what it is given, and after a line feed there is always a boundary. */
function countWords(text: string, locale: string): number {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  let words = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start) + 1 || text.length;
    for (const { isWordLike } of segmenter.segment(text.slice(start, end))) if (isWordLike) words++;
    start = end;
  }
  return words;
}
