import { scanGraphemes } from './scan-graphemes.ts';
import { utf8Length } from './utf8.ts';

/** The length of a text in units that do not depend on a tokenizer. */
export interface TextUnits {
  /** Extended grapheme clusters (UAX #29). */
  characters: number;
  /** Segments that `Intl.Segmenter` of the locale calls words; spaces and punctuation are none. */
  words: number;
  /** Of UTF-8. */
  bytes: number;
}

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
